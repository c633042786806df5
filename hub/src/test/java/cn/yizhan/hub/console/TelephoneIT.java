package cn.yizhan.hub.console;

import static cn.yizhan.hub.console.Desk.CARDS;
import static cn.yizhan.hub.console.Desk.PICTURES;
import static cn.yizhan.hub.console.Desk.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.testing.ChromiumPage;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages on a small telephone, while the hub is there and when it is gone. */
@WithDatabase
class TelephoneIT {
  private static final ZoneId FAR_AWAY = ZoneId.of("America/St_Johns");
  private static final String STALE = "document.getElementById('live').dataset.state === 'stale'";

  private final TestDatabase db;

  TelephoneIT(TestDatabase db) {
    this.db = db;
  }

  @ParameterizedTest
  @CsvSource({"zh-CN, 连接中断", "en, Connection lost"})
  void nothingReachesBeyondTheEdge(String language, String lost, @TempDir Path directory)
      throws IOException {
    try (Desk desk = new Desk(db, directory, FAR_AWAY)) {
      District district = desk.fill(12);
      String id = district.overheats("st-001", 3, 7);
      district.suspend("st-002");
      ChromiumPage overview = desk.signedIn(language, null).size(360, 800);
      overview.await(CARDS + " === 12");
      ChromiumPage detail = desk.signedIn(language, null).size(360, 800);
      detail.go(desk.url("/alerts/" + id)).await("!!document.querySelector('.history')");
      fits(overview);
      fits(detail);
      // the hub was told this zone
      String detected =
          DateTimeFormatter.ofPattern("HH:mm:ss").withZone(FAR_AWAY).format(district.detected(id));
      assertTrue(text(detail).contains(detected), detected + " in " + text(detail));
      desk.clean(overview);
      desk.clean(detail);

      desk.loseHub();
      overview.await(STALE);
      detail.await(STALE);
      assertTrue(text(overview).contains(lost), text(overview));
      fits(overview);
      fits(detail);
      overview.screenshot(PICTURES.resolve("lost-" + language + "-360.png"));
    }
  }

  private static void fits(ChromiumPage page) {
    assertEquals(
        360,
        page.value("document.documentElement.scrollWidth"),
        () ->
            String.valueOf(
                page.value(
                    "[...document.querySelectorAll('body *')]"
                        + ".filter((e) => e.getBoundingClientRect().right > 360)"
                        + ".map((e) => e.outerHTML.slice(0, 80)).join('\\n')")));
  }
}
