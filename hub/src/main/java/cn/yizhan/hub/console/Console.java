package cn.yizhan.hub.console;

import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.api.Authenticator;
import cn.yizhan.hub.api.Routes;
import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/**
 * The parts of the page that the HTTP side is made with.
 *
 * @param authenticator knows people by their sessions
 * @param pages what is mounted beside the API, before it
 * @param routes what answers the page's operations of the API
 */
public record Console(Authenticator authenticator, ConsolePages pages, Routes routes) {

  /**
   * Makes the parts.
   *
   * @param vertx runs them
   * @param peppers keys of sessions
   * @param source where the overview is read from
   * @param sheets where the texts of alerts are read from
   * @param clock epoch milliseconds
   */
  public static Console of(
      Vertx vertx, Peppers peppers, OverviewSource source, AlertSheets sheets, LongSupplier clock) {
    Admission admission = new Admission(peppers, clock);
    LiveFeed feed = new LiveFeed(vertx, source, clock);
    return new Console(
        new SessionAuthenticator(admission),
        new ConsolePages(admission, feed),
        new ConsoleRoutes(admission, feed, sheets));
  }
}
