package cn.yizhan.hub.console;

import cn.yizhan.hub.access.Credentials;
import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.api.Authenticator;
import cn.yizhan.hub.api.Routes;
import cn.yizhan.hub.notify.AddressRange;
import io.vertx.core.Vertx;
import java.time.ZoneId;
import java.util.List;
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
   * How the page is shown and entered.
   *
   * @param zone the zone of times shown to people
   * @param loginFrom addresses from which login links may be used as on this machine
   */
  public record Settings(ZoneId zone, List<AddressRange> loginFrom) {
    /** Copies. */
    public Settings {
      loginFrom = List.copyOf(loginFrom);
    }
  }

  /**
   * What the page reads and writes.
   *
   * @param overview where the overview is read from
   * @param sheets where the texts of alerts are read from
   * @param links where login links are written down
   */
  public record Books(OverviewSource overview, AlertSheets sheets, LinkLog links) {}

  /**
   * Makes the parts.
   *
   * @param vertx runs them
   * @param settings how the page is shown and entered
   * @param books what it reads and writes
   * @param peppers keys of sessions
   * @param credentials whether the token behind a session is still accepted
   * @param clock epoch milliseconds
   */
  public static Console of(
      Vertx vertx,
      Settings settings,
      Books books,
      Peppers peppers,
      Credentials credentials,
      LongSupplier clock) {
    Admission admission = new Admission(peppers, credentials, books.links(), clock);
    LiveFeed feed = new LiveFeed(vertx, books.overview(), clock);
    return new Console(
        new SessionAuthenticator(admission),
        new ConsolePages(settings, admission, feed),
        new ConsoleRoutes(admission, feed, books.sheets()));
  }
}
