package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Secret;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Routes of stations as they are registered. */
public final class StationRoutes implements Routes {
  private final Registry registry;

  /**
   * @param registry offices and stations
   */
  public StationRoutes(Registry registry) {
    this.registry = registry;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("listStations", this::list);
    operations.on("createStation", this::create);
    operations.on("getStation", request -> found(request).map(StationRoutes::tagged));
    operations.on("rotateStationSecret", this::rotate);
    operations.on("disableStation", request -> disable(request, true));
    operations.on("enableStation", request -> disable(request, false));
  }

  private Future<Reply> list(Request request) {
    return registry
        .stations(request.actor(), request.query("office"), request.page())
        .map(Reply::page);
  }

  private Future<Reply> create(Request request) {
    NewStation station = StationSheet.read(request.body());
    Secret secret = Secret.fresh("");
    return registry
        .addStation(request.actor(), station, secret)
        .map(
            addition ->
                switch (addition) {
                  case ADDED -> Reply.created(shown(station.code().value(), secret));
                  case TAKEN ->
                      throw new Refusal(
                          Problem.of(
                              Problem.Sort.CONFLICT,
                              "there is a station " + station.code() + " already"));
                  case NO_OFFICE ->
                      throw Refusal.notFound("there is no office " + station.office());
                });
  }

  private Future<Reply> rotate(Request request) {
    String code = request.path("station");
    Secret secret = Secret.fresh("");
    boolean revokeOthers = request.body().getBoolean("revokeOthers", false);
    return registry
        .rotateSecret(request.actor(), code, secret, revokeOthers)
        .map(
            done -> {
              Found.orRefuse(done ? done : null, missing(code));
              return Reply.ok(shown(code, secret));
            });
  }

  private Future<Reply> disable(Request request, boolean disabled) {
    return registry
        .disable(request.actor(), request.path("station"), disabled)
        .compose(done -> found(request))
        .map(Reply::ok);
  }

  private Future<JsonObject> found(Request request) {
    String code = request.path("station");
    return registry
        .station(request.actor(), code)
        .map(station -> Found.orRefuse(station, missing(code)));
  }

  /** A station, with the version of its configuration as tag. */
  static Reply tagged(JsonObject station) {
    long version = station.getJsonObject("config").getLong("desired");
    return Reply.ok(station).with("ETag", "\"" + version + "\"");
  }

  static String missing(String code) {
    return "there is no station " + code;
  }

  private static JsonObject shown(String code, Secret secret) {
    return new JsonObject().put("code", code).put("secret", secret.text());
  }
}
