package cn.yizhan.hub.api;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Routes of what stations reported. */
public final class TelemetryRoutes implements Routes {
  private static final int PAGE = 1000;

  private final Telemetry telemetry;

  /**
   * @param telemetry what stations reported
   */
  public TelemetryRoutes(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("listSamples", this::samples);
    operations.on("listReports", this::reports);
    operations.on("listEvents", this::events);
    operations.on("listLatest", this::latest);
    operations.on("listRejections", this::rejections);
    operations.on("listGaps", this::gaps);
  }

  private Future<Reply> samples(Request request) {
    return telemetry
        .samples(request.actor(), span(request), request.query("point"), request.page(PAGE))
        .map(page -> ofStation(request, page));
  }

  private Future<Reply> reports(Request request) {
    return telemetry
        .reports(request.actor(), span(request), request.query("lane"), request.page(PAGE))
        .map(page -> ofStation(request, page));
  }

  private Future<Reply> events(Request request) {
    return telemetry
        .events(request.actor(), span(request), request.page())
        .map(page -> ofStation(request, page));
  }

  private Future<Reply> latest(Request request) {
    return telemetry
        .latest(request.actor(), request.path("station"), request.page())
        .map(page -> ofStation(request, page));
  }

  private Future<Reply> rejections(Request request) {
    return telemetry
        .rejections(request.actor(), request.query("station"), request.page())
        .map(Reply::page);
  }

  private Future<Reply> gaps(Request request) {
    return telemetry
        .gaps(request.actor(), request.query("station"), request.page())
        .map(Reply::page);
  }

  private static Telemetry.Span span(Request request) {
    return new Telemetry.Span(request.path("station"), request.time("from"), request.time("to"));
  }

  private static Reply ofStation(Request request, @Nullable Page page) {
    return Reply.page(Found.orRefuse(page, StationRoutes.missing(request.path("station"))));
  }
}
