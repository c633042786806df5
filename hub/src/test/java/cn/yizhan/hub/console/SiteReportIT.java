package cn.yizhan.hub.console;

import static cn.yizhan.hub.console.Desk.PICTURES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.testing.ChromiumPage;
import cn.yizhan.hub.testing.Pictures;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** People on site report what they did and found, on the page of the alert that asked for it. */
@WithDatabase
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiteReportIT {
  private TestDatabase db;
  private Desk desk;
  private District district;
  private Path photo;

  @BeforeAll
  void start(TestDatabase database, @TempDir Path directory) throws IOException {
    db = database;
    desk = new Desk(db, directory, ZoneId.of("Asia/Shanghai"));
    photo = Files.write(directory.resolve("shelf.jpg"), Pictures.fromTelephone(6));
  }

  @BeforeEach
  void twoStations() {
    district = desk.fill(2);
  }

  @AfterEach
  void closePages() {
    desk.closePages();
  }

  @AfterAll
  void stop() {
    if (desk != null) {
      desk.close();
    }
  }

  @Test
  void whoBringsWaterReportsItAndCountsItWithAPhoto() {
    ChromiumPage page =
        opened(Role.GRID_WORKER, district.minor("st-001", "R07", "supply/water", 7));
    begin(page, "restock");
    page.await("document.querySelector('#site form').innerText.includes('补了多少（升')");
    write(page, "amount", "20");
    submit(page);
    page.await("document.querySelector('#site').innerText.includes('“已补货”已记录')");
    assertEquals(
        20, db.rows("select amount from restock_report").get(0).getDouble("amount"), 0.001);

    begin(page, "count");
    submit(page);
    page.await("document.querySelector('#site [name=level]').validity.valueMissing");
    write(page, "level", "57.5");
    write(page, "expires", "2031-05-01");
    page.choose("document.querySelector('#site [type=file]')", photo);
    page.await("document.querySelector('#site .thumbs img')?.naturalWidth === 32");
    page.value("document.querySelector('#site').scrollIntoView()");
    page.screenshot(PICTURES.resolve("count-zh-360.png"));
    submit(page);
    page.await("document.querySelector('#site').innerText.includes('“盘点”已记录')");
    Row count = db.rows("select level, expires, photo is not null from stock_count").get(0);
    assertEquals(57.5, count.getDouble(0), 0.001);
    assertEquals(LocalDate.of(2031, 5, 1), count.getLocalDate(1));
    assertEquals(true, count.getBoolean(2));
    desk.clean(page);
  }

  @Test
  void allOf66IsInspectedOnOneForm() {
    ChromiumPage page = opened(Role.GRID_WORKER, district.minor("st-001", "V06", "station", 7));
    begin(page, "inspection");
    page.await("document.querySelectorAll('#site fieldset').length === 14");
    page.value(
        "document.querySelectorAll('#site [value=present]').forEach((each) => each.click())");
    page.value("document.querySelector('[name=\"study-books:result\"][value=missing]').click()");
    page.value("document.querySelector('#site details').open = true");
    write(page, "party-building:expires", "2031-05-01");
    page.value("document.querySelector('#site').scrollIntoView()");
    page.screenshot(PICTURES.resolve("inspection-zh-360.png"));
    submit(page);
    page.await("document.querySelector('#site').innerText.includes('“全面排查”已记录')");
    page.screenshot(PICTURES.resolve("inspection-sent-zh-360.png"));
    ChromiumPage one =
        opened(Role.GRID_WORKER, district.minor("st-001", "V05", "element/study-books", 8));
    begin(one, "element");
    one.await("document.querySelectorAll('#site fieldset').length === 1");
    one.value("document.querySelector('#site [value=present]').click()");
    submit(one);
    one.await("document.querySelector('#site').innerText.includes('“排查该项”已记录')");
    assertEquals(2, db.number("select count(*) from inspection"));
    desk.clean(page);
    desk.clean(one);
  }

  @Test
  void whatCannotBeIsRefusedInWordsAndKeptOnTheForm() {
    ChromiumPage page =
        opened(Role.GRID_WORKER, district.minor("st-001", "R01", "supply/water", 7));
    begin(page, "count");
    write(page, "level", "1000000000");
    submit(page);
    page.await("document.querySelector('#site .problem').textContent.includes('“盘点”没有成功')");
    assertEquals("1000000000", page.value("document.querySelector('#site [name=level]').value"));
  }

  @Test
  void whoMayOnlyLookOrHasAnotherAlertIsAskedForNothing() {
    String water = district.minor("st-001", "R01", "supply/water", 7);
    ChromiumPage viewer = opened(Role.VIEWER, water);
    assertEquals(true, viewer.value("document.querySelector('#site').hidden"));
    ChromiumPage danger = opened(Role.GRID_WORKER, district.overheats("st-001", 3, 8));
    assertEquals(true, danger.value("document.querySelector('#site').hidden"));
    desk.clean(danger);
  }

  private ChromiumPage opened(Role role, String id) {
    ChromiumPage page = desk.signedIn("zh-CN", role, null).size(360, 800);
    return page.go(desk.url("/alerts/" + id)).await("!!document.querySelector('.history')");
  }

  private static void begin(ChromiumPage page, String report) {
    page.await("!!document.querySelector('#site-" + report + "')");
    page.value("document.querySelector('#site-" + report + "').click()");
    page.await("!!document.querySelector('#site form')");
  }

  private static void write(ChromiumPage page, String name, String value) {
    page.value("document.querySelector('#site [name=\"" + name + "\"]').value = '" + value + "'");
  }

  private static void submit(ChromiumPage page) {
    page.value("document.querySelector('#site [type=submit]').click()");
  }
}
