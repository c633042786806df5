package cn.yizhan.hub.console;

import static cn.yizhan.hub.console.Desk.CARDS;
import static cn.yizhan.hub.console.Desk.PICTURES;
import static cn.yizhan.hub.console.Desk.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.testing.ChromiumPage;
import cn.yizhan.hub.testing.Pictures;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** People drive alerts on the page. */
@WithDatabase
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertPageIT {
  private static final String DEEDS =
      "[...document.querySelectorAll('#deeds button')].map((b) => b.id.slice(5)).join(' ')";

  private TestDatabase db;
  private Desk desk;
  private District district;
  private Path photo;

  @BeforeAll
  void start(TestDatabase database, @TempDir Path directory) throws IOException {
    db = database;
    desk = new Desk(db, directory, ZoneId.of("Asia/Shanghai"));
    photo = Files.write(directory.resolve("bay 3.jpg"), Pictures.fromTelephone(6));
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
  void aDangerIsTakenOnFixedRecheckedWithAPhotoAndClosedOnATelephone() {
    String id = district.overheats("st-001", 3, 7);
    ChromiumPage page = opened("zh-CN", Role.DUTY_OFFICER, id);
    offers(page, "acknowledge assign start fixed recheck note call-back reference");
    page.screenshot(PICTURES.resolve("deeds-new-zh-360.png"));
    click(page, "acknowledge");
    offers(page, "start assign fixed recheck note call-back reference");
    click(page, "start");
    offers(page, "fixed assign recheck note call-back reference");
    click(page, "call-back");
    page.value("document.querySelector('[name=way][value=visit]').click()");
    write(page, "text", "商户已知晓，电池已移出室外");
    submit(page);
    page.await("document.querySelector('.history').innerText.includes('上门')");
    click(page, "fixed");
    write(page, "text", "更换插座");
    submit(page);
    offers(page, "recheck assign note call-back reference");

    click(page, "recheck");
    page.await("!!document.querySelector('[name=result][value=fixed]:disabled')");
    page.screenshot(PICTURES.resolve("recheck-active-zh-360.png"));
    district.over(id);
    page.await("!!document.querySelector('[name=result][value=fixed]:enabled')");
    page.value("document.querySelector('[name=result][value=fixed]').click()");
    page.await("document.querySelector('.deed').innerText.includes('佐证照片（必需')");
    page.await("!!document.querySelector('.deed [name=withoutPhoto]:required:enabled')");
    page.await("!!document.querySelector('.deed [type=file][accept=\"image/*\"][capture]')");
    page.screenshot(PICTURES.resolve("recheck-photo-needed-zh-360.png"));
    page.choose("document.querySelector('.deed [type=file]')", photo);
    page.await("document.querySelectorAll('.deed .thumbs img').length === 1");
    page.await("!!document.querySelector('.deed [name=withoutPhoto]:disabled')");
    write(page, "cause", "socket-fault");
    page.value("document.querySelector('.deed').scrollIntoView()");
    page.screenshot(PICTURES.resolve("recheck-zh-360.png"));
    submit(page);
    // while the form was open the alert was over: it is said before anything is overwritten
    page.await("document.querySelector('.problem').textContent.includes('其他人刚更新')");
    submit(page);
    offers(page, "reopen note call-back reference");
    String text = text(page);
    for (String word : List.of("已办结", "复查结果：已整改到位", "原因：插座或线路故障", "更换插座", "上门", "上传照片")) {
      assertTrue(text.contains(word), word + " in " + text);
    }
    Row alert = db.rows("select * from alert").get(0);
    assertEquals("closed", alert.getString("work"));
    assertEquals("socket-fault", alert.getString("cause"));
    JsonObject said =
        db.rows("select data from alert_history where what = 'closed'").get(0).getJsonObject(0);
    String digest = said.getJsonArray("evidence").getString(0);
    assertEquals(
        1, db.number("select count(*) from photo where encode(digest, 'hex') = $1", digest));
    page.await("document.querySelector('#photos img').naturalWidth === 32");
    page.value("document.querySelector('#photos').scrollIntoView()");
    page.screenshot(PICTURES.resolve("closed-zh-360.png"));
    page.value("document.querySelector('.history').scrollIntoView()");
    page.screenshot(PICTURES.resolve("history-zh-360.png"));
  }

  @Test
  void whoeverCannotTakeAPhotoSaysWhy() {
    String id = district.overheats("st-001", 3, 7);
    district.over(id);
    ChromiumPage page = opened("zh-CN", Role.GRID_WORKER, id).size(390, 844);
    page.await("document.querySelector('#deeds').innerText.includes('须附佐证照片')");
    click(page, "recheck");
    page.value("document.querySelector('[name=result][value=not-fixed]').click()");
    page.await("document.querySelector('[name=withoutPhoto]').closest('label').hidden");
    page.value("document.querySelector('[name=result][value=fixed]').click()");
    write(page, "cause", "socket-fault");
    submit(page);
    page.await("document.querySelector('[name=withoutPhoto]').validity.valueMissing");
    assertEquals("new", db.rows("select work from alert").get(0).getString(0));
    page.value("document.querySelector('.deed').scrollIntoView()");
    page.screenshot(PICTURES.resolve("recheck-zh-390.png"));
    write(page, "withoutPhoto", "地下室没有灯");
    submit(page);
    page.await("document.querySelector('.history')?.innerText.includes('无佐证照片：地下室没有灯')");
    assertEquals("closed", db.rows("select work from alert").get(0).getString(0));
    page.value("document.querySelector('.history').scrollIntoView()");
    page.screenshot(PICTURES.resolve("closed-without-photo-zh-390.png"));
  }

  @Test
  void whoIsOvertakenIsToldAndLosesNothingOfWhatWasWritten() {
    String id = district.overheats("st-001", 3, 7);
    ChromiumPage late = opened("en", Role.DUTY_OFFICER, id);
    click(late, "assign");
    write(late, "to", "Zhang Wei");
    ChromiumPage first = opened("en", Role.GRID_WORKER, id);
    offers(first, "acknowledge start fixed recheck note call-back");
    click(first, "acknowledge");
    late.await("document.querySelector('.history').innerText.includes('Acknowledged')");
    submit(late);
    late.await("document.querySelector('.problem').textContent.includes('has just changed')");
    assertEquals("Zhang Wei", late.value("document.querySelector('[name=to]').value"));
    late.screenshot(PICTURES.resolve("overtaken-en-360.png"));
    submit(late);
    late.await("document.querySelector('#deeds').innerText.includes('Given to Zhang Wei')");
    first.await("document.querySelector('.history').innerText.includes('to Zhang Wei')");
    assertEquals(
        List.of("raised", "acknowledged", "assigned"),
        db.rows("select what from alert_history order by revision").stream()
            .map(row -> row.getString(0))
            .toList());
    desk.clean(first);
  }

  @Test
  void aFormForWhatSomebodyElseHasDoneCloses() {
    String id = district.overheats("st-001", 3, 7);
    ChromiumPage late = opened("zh-CN", Role.DUTY_OFFICER, id);
    click(late, "fixed");
    ChromiumPage first = opened("zh-CN", Role.DUTY_OFFICER, id);
    click(first, "fixed");
    write(first, "text", "已断电");
    submit(first);
    late.await("document.querySelector('.problem').textContent.includes('不再适用')");
    offers(late, "recheck assign note call-back reference");
    desk.clean(late);
    desk.clean(first);
  }

  @Test
  void whoMayOnlyLookIsOfferedNothing() {
    String id = district.overheats("st-001", 3, 7);
    ChromiumPage page = opened("zh-CN", Role.VIEWER, id);
    page.await("document.querySelector('#deeds').innerText.includes('您的角色只能查看')");
    assertEquals("", page.value(DEEDS));
    assertEquals(true, page.value("document.querySelector('#photos').hidden"));
    desk.clean(page);
  }

  @Test
  void aPhotoThatCannotServeIsRefusedInWords(@TempDir Path directory) throws IOException {
    String id = district.overheats("st-001", 3, 7);
    ChromiumPage page = opened("zh-CN", Role.GRID_WORKER, id);
    Path text = Files.writeString(directory.resolve("note.jpg"), "no photo");
    page.choose("document.querySelector('#photos [type=file]')", text);
    page.await("document.querySelector('#photos').innerText.includes('照片须为JPEG')");
    page.choose("document.querySelector('#photos [type=file]')", photo);
    page.await("document.querySelector('#photos').innerText.includes('照片已保存')");
    page.await("document.querySelectorAll('#photos img').length === 1");
  }

  @Test
  void aLargePhotoIsMadeSmallerFirst(@TempDir Path directory) throws IOException {
    String id = district.overheats("st-001", 3, 7);
    ChromiumPage page = opened("zh-CN", Role.GRID_WORKER, id);
    byte[] note = Pictures.segment(0xfe, new byte[60_000]);
    byte[] large = Pictures.written("jpeg", 4_000, 3_000);
    while (large.length < 6_000_000) {
      large = Pictures.with(large, 2, note);
    }
    page.choose(
        "document.querySelector('#photos [type=file]')",
        Files.write(directory.resolve("large.jpg"), large));
    page.await("document.querySelector('#photos img')?.naturalWidth === 2560");
    assertTrue(db.number("select max(length(content)) from photo") < 5_000_000);
    desk.clean(page);
  }

  @Test
  void theOverviewShowsWhatIsAboutAWholeOfficeAndMarksTestsAndWhatIsOverdue() {
    String test = district.overheats("st-001", 3, 7);
    district.test(test);
    String outage = district.areaOutage("sbs", 8);
    ChromiumPage page = desk.signedIn("zh-CN", null).size(360, 800);
    page.await(CARDS + " === 2");
    String text = text(page);
    for (String word : List.of("水泊寺街道 · 全街道", "【测试】3号充电位过热", "签收已超时")) {
      assertTrue(text.contains(word), word + " in " + text);
    }
    assertEquals(
        "PC-1123-008 PC-1123-007",
        page.value("[...document.querySelectorAll('.number')].map((n) => n.innerText).join(' ')"));
    assertTrue(text.contains("1 条待签收"), text);
    page.value("document.querySelector('.alerts').scrollIntoView()");
    page.screenshot(PICTURES.resolve("overview-office-zh-360.png"));
    page.go(desk.url("/alerts/" + outage)).await("!!document.querySelector('.history')");
    assertTrue(text(page).contains("水泊寺街道 · 全街道"), text(page));
    assertFalse(text(page).contains("null"), text(page));
    page.go(desk.url("/alerts/" + test)).await("!!document.querySelector('.history')");
    assertTrue(text(page).contains("【测试】"), text(page));
    desk.clean(page);
  }

  private ChromiumPage opened(String language, Role role, String id) {
    ChromiumPage page = desk.signedIn(language, role, null).size(360, 800);
    return page.go(desk.url("/alerts/" + id)).await("!!document.querySelector('.history')");
  }

  private static void offers(ChromiumPage page, String deeds) {
    page.await(DEEDS + " === '" + deeds + "'");
  }

  private static void click(ChromiumPage page, String deed) {
    page.await("!!document.querySelector('#deed-" + deed + ":enabled')");
    page.value("document.querySelector('#deed-" + deed + "').click()");
  }

  private static void write(ChromiumPage page, String name, String value) {
    page.await("!!document.querySelector('.deed [name=" + name + "]')");
    page.value(
        "(() => { const i = document.querySelector('.deed [name="
            + name
            + "]'); i.value = '"
            + value
            + "'; i.dispatchEvent(new Event('change', { bubbles: true })); })()");
  }

  private static void submit(ChromiumPage page) {
    page.await("!!document.querySelector('.deed [type=submit]:enabled')");
    page.value("document.querySelector('.deed [type=submit]').click()");
  }
}
