package cn.yizhan.hub.api;

import io.vertx.core.Future;

/** Routes of what was used of supplies and how long they last. */
public final class ForecastRoutes implements Routes {
  private final Forecasts forecasts;

  /**
   * @param forecasts days and forecasts of items
   */
  public ForecastRoutes(Forecasts forecasts) {
    this.forecasts = forecasts;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("listConsumption", this::days);
    operations.on("getForecast", this::forecast);
  }

  private Future<Reply> days(Request request) {
    return forecasts
        .days(request.actor(), request.path("station"), request.path("item"), request.page())
        .map(page -> Reply.page(Found.orRefuse(page, missing(request))));
  }

  private Future<Reply> forecast(Request request) {
    return forecasts
        .forecast(request.actor(), request.path("station"), request.path("item"))
        .map(found -> Reply.ok(Found.orRefuse(found, missing(request))));
  }

  private static String missing(Request request) {
    return "there is no item " + request.path("item") + " at station " + request.path("station");
  }
}
