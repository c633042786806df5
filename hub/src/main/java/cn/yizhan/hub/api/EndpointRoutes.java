package cn.yizhan.hub.api;

import cn.yizhan.hub.notify.Endpoints;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Routes of endpoints and of what was sent to them. */
public final class EndpointRoutes implements Routes {
  private static final String BY_HAND = "disabled by hand";
  private static final List<String> FILTERS = List.of("office", "endpoint", "alert", "state");

  private final Registry registry;
  private final Endpoints endpoints;
  private final Deliveries deliveries;

  /**
   * @param registry knows the offices
   * @param endpoints where notifications go
   * @param deliveries what became of them
   */
  public EndpointRoutes(Registry registry, Endpoints endpoints, Deliveries deliveries) {
    this.registry = registry;
    this.endpoints = endpoints;
    this.deliveries = deliveries;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("listEndpoints", this::list);
    operations.on("createEndpoint", this::create);
    operations.on("disableEndpoint", this::disable);
    operations.on("testEndpoint", this::test);
    operations.on("listDeliveries", this::deliveries);
    operations.on("listAttempts", this::attempts);
  }

  private Future<Reply> list(Request request) {
    String office = request.path("office");
    return registry
        .office(request.actor(), office)
        .map(found -> Found.orRefuse(found, "there is no office " + office))
        .compose(found -> endpoints.list(request.actor(), office))
        .map(
            entries -> Reply.page(Page.whole(entries.stream().map(EndpointRoutes::json).toList())));
  }

  private Future<Reply> create(Request request) {
    String office = request.path("office");
    return endpoints
        .register(request.actor(), office, request.body().getString("url"))
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof IllegalArgumentException
                        ? Refusal.invalid("body.url", String.valueOf(failure.getMessage()))
                        : failure))
        .map(
            registered -> {
              Endpoints.Registered shown =
                  Found.orRefuse(registered, "there is no office " + office);
              return Reply.created(
                  new JsonObject()
                      .put("id", shown.entry().id().toString())
                      .put("secret", shown.secret().text()));
            });
  }

  private Future<Reply> disable(Request request) {
    UUID id = id(request);
    return endpoints
        .disable(request.actor(), id, BY_HAND)
        .map(entry -> Reply.ok(json(Found.orRefuse(entry, "there is no endpoint " + id))));
  }

  private Future<Reply> test(Request request) {
    UUID id = id(request);
    return endpoints
        .sendTest(request.actor(), id)
        .map(
            sent ->
                new Reply(
                    202,
                    new JsonObject()
                        .put("id", Found.orRefuse(sent, "there is no enabled endpoint " + id)),
                    Map.of()));
  }

  private Future<Reply> deliveries(Request request) {
    return deliveries
        .deliveries(request.actor(), AlertRoutes.filters(request, FILTERS), request.page())
        .map(Reply::page);
  }

  private Future<Reply> attempts(Request request) {
    String delivery = request.path("delivery");
    return deliveries
        .attempts(request.actor(), delivery, request.page())
        .map(page -> Reply.page(Found.orRefuse(page, "there is no delivery " + delivery)));
  }

  private static UUID id(Request request) {
    return UUID.fromString(request.path("endpoint"));
  }

  private static JsonObject json(Endpoints.Entry entry) {
    return new JsonObject()
        .put("id", entry.id().toString())
        .put("office", entry.office())
        .put("kind", entry.kind())
        .put("url", entry.url())
        .put("enabled", entry.enabled())
        .put("disabledReason", entry.disabledReason())
        .put("created", Rfc3339.format(Instant.ofEpochMilli(entry.created())));
  }
}
