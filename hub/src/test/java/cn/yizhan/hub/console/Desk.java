package cn.yizhan.hub.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.storage.AlertWriter;
import cn.yizhan.hub.storage.PgAlertBook;
import cn.yizhan.hub.testing.ApiClient;
import cn.yizhan.hub.testing.Chromium;
import cn.yizhan.hub.testing.ChromiumPage;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestWeb;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A browser and the hub's HTTP side on a district of made-up stations, for tests of the page. */
final class Desk implements AutoCloseable {
  /** Where pictures are kept. */
  static final Path PICTURES = Path.of("target", "screenshots");

  /** How many stations are shown. */
  static final String CARDS = "document.querySelectorAll('.station').length";

  private final List<ChromiumPage> pages = new ArrayList<>();
  private final TestDatabase db;
  private final District district;
  private final TestWeb web;
  private final Chromium chromium;

  /**
   * Starts both, or skips the test on a machine without a browser.
   *
   * @param directory the hub's directory
   * @param zone zone of times on the page
   */
  Desk(TestDatabase db, Path directory, ZoneId zone) throws IOException {
    this.db = db;
    this.district = new District(db);
    this.chromium = Chromium.start(db.vertx());
    this.web = new TestWeb(db, directory, book(db, zone), zone);
  }

  private static PgAlertBook book(TestDatabase db, ZoneId zone) {
    AlertWriter writer = AlertWriter.standard(new Style("PC", zone, null));
    return new PgAlertBook(db.pool(), writer, System::currentTimeMillis, step -> {});
  }

  /** Empties the database and fills it with that many stations. */
  District fill(int stations) {
    db.clear();
    district.fill(stations);
    return district;
  }

  /** A page at {@code /} of a duty officer of that office, or of all. */
  ChromiumPage signedIn(String languages, @Nullable String office) {
    return signedIn(languages, Role.DUTY_OFFICER, office);
  }

  /** A page at {@code /} of somebody of that role and office. */
  ChromiumPage signedIn(String languages, Role role, @Nullable String office) {
    ApiClient.Answer answer = web.client(role, office).post("/login-links", new JsonObject());
    assertEquals(201, answer.status(), answer.raw().body());
    ChromiumPage page = page().language(languages);
    return page.go(url(answer.json().getString("link"))).await("location.pathname === '/'");
  }

  /** An empty page of somebody new. */
  ChromiumPage page() {
    ChromiumPage page = chromium.page();
    pages.add(page);
    return page;
  }

  /** The address of a path. */
  String url(String path) {
    return "http://127.0.0.1:" + web.port() + path;
  }

  /** Takes the hub away from under its pages. */
  void loseHub() {
    web.close();
  }

  /** What the page says. */
  static String text(ChromiumPage page) {
    return String.valueOf(page.value("document.body.innerText"));
  }

  /** Nothing went wrong, and nothing was asked of another host. */
  void clean(ChromiumPage page) {
    assertEquals(List.of(), page.errors());
    for (String request : page.requests()) {
      if (!request.startsWith(url("/")) && !request.startsWith("data:")) {
        throw new AssertionError("asked for " + request);
      }
    }
  }

  /** Closes the pages opened so far. */
  void closePages() {
    pages.forEach(ChromiumPage::close);
    pages.clear();
  }

  @Override
  public void close() {
    try {
      chromium.close();
    } finally {
      web.close();
    }
  }
}
