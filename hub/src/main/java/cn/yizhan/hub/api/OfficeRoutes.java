package cn.yizhan.hub.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Routes of street offices. */
public final class OfficeRoutes implements Routes {
  private final Registry registry;

  /**
   * @param registry offices and stations
   */
  public OfficeRoutes(Registry registry) {
    this.registry = registry;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("listOffices", this::list);
    operations.on("createOffice", this::create);
    operations.on("getOffice", this::get);
  }

  private Future<Reply> list(Request request) {
    return registry.offices(request.actor(), request.page()).map(Reply::page);
  }

  private Future<Reply> get(Request request) {
    return found(request, request.path("office")).map(Reply::ok);
  }

  private Future<Reply> create(Request request) {
    JsonObject body = request.body();
    NewOffice office =
        new NewOffice(
            body.getString("code"),
            body.getString("name"),
            body.getString("regionCode"),
            body.getBoolean("demo", false));
    return registry
        .addOffice(request.actor(), office)
        .compose(
            addition ->
                switch (addition) {
                  case ADDED -> found(request, office.code());
                  case TAKEN ->
                      Future.failedFuture(
                          new Refusal(
                              Problem.of(
                                  Problem.Sort.CONFLICT,
                                  "there is an office " + office.code() + " already")));
                  case NO_OFFICE ->
                      Future.failedFuture(
                          new Refusal(
                              Problem.of(
                                  Problem.Sort.FORBIDDEN, "the token sees one office alone")));
                })
        .map(Reply::created);
  }

  private Future<JsonObject> found(Request request, String code) {
    return registry
        .office(request.actor(), code)
        .map(office -> Found.orRefuse(office, "there is no office " + code));
  }
}
