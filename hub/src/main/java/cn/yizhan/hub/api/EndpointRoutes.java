package cn.yizhan.hub.api;

import cn.yizhan.hub.notify.Endpoints;
import cn.yizhan.hub.notify.SigningSecret;
import cn.yizhan.hub.notify.channel.BadSettings;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Routes of endpoints and of what was sent to them. */
public final class EndpointRoutes implements Routes {
  private static final String BY_HAND = "disabled by hand";
  private static final int BOTH_HOURS = 24;
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
    operations.on("getEndpoint", this::find);
    operations.on("changeEndpoint", this::change);
    operations.on("disableEndpoint", this::disable);
    operations.on("enableEndpoint", this::enable);
    operations.on("rotateEndpoint", this::rotate);
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
        .map(entries -> Reply.page(Page.whole(entries.stream().map(EndpointJson::of).toList())));
  }

  private Future<Reply> create(Request request) {
    String office = request.path("office");
    return endpoints
        .register(request.actor(), office, EndpointJson.read(request.body()))
        .recover(EndpointRoutes::refused)
        .map(
            added -> {
              Endpoints.Added shown = Found.orRefuse(added, "there is no office " + office);
              SigningSecret secret = shown.secret();
              return Reply.created(
                  new JsonObject()
                      .put("id", shown.entry().id().toString())
                      .put("secret", secret == null ? null : secret.text()));
            });
  }

  private Future<Reply> find(Request request) {
    UUID id = id(request);
    return endpoints
        .find(request.actor(), id)
        .map(entry -> Reply.ok(EndpointJson.of(Found.orRefuse(entry, absent(id)))));
  }

  private Future<Reply> change(Request request) {
    UUID id = id(request);
    return endpoints
        .change(request.actor(), id, EndpointJson.read(request.body()))
        .recover(EndpointRoutes::refused)
        .map(entry -> Reply.ok(EndpointJson.of(Found.orRefuse(entry, absent(id)))));
  }

  private static <T> Future<T> refused(Throwable failure) {
    return Future.failedFuture(
        failure instanceof BadSettings bad ? Refusal.invalid(bad.faults(), "body.") : failure);
  }

  private Future<Reply> enable(Request request) {
    UUID id = id(request);
    return endpoints
        .enable(request.actor(), id)
        .map(entry -> Reply.ok(EndpointJson.of(Found.orRefuse(entry, absent(id)))));
  }

  private Future<Reply> rotate(Request request) {
    UUID id = id(request);
    return endpoints
        .rotate(request.actor(), id, request.body().getInteger("bothHours", BOTH_HOURS))
        .map(
            registered -> {
              Endpoints.Registered shown = Found.orRefuse(registered, "there is no webhook " + id);
              return Reply.ok(
                  new JsonObject()
                      .put("id", id.toString())
                      .put("secret", shown.secret().text())
                      .put("bothUntil", EndpointJson.time(shown.entry().bothUntil())));
            });
  }

  private Future<Reply> disable(Request request) {
    UUID id = id(request);
    return endpoints
        .disable(request.actor(), id, BY_HAND)
        .map(entry -> Reply.ok(EndpointJson.of(Found.orRefuse(entry, absent(id)))));
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

  private static String absent(UUID id) {
    return "there is no endpoint " + id;
  }
}
