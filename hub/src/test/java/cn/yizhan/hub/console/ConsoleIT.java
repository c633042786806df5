package cn.yizhan.hub.console;

import static cn.yizhan.hub.console.Desk.CARDS;
import static cn.yizhan.hub.console.Desk.PICTURES;
import static cn.yizhan.hub.console.Desk.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.testing.ChromiumPage;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The page as a browser shows it. */
@WithDatabase
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleIT {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final int ATTEMPTS = 5;

  private Desk desk;
  private District district;

  @BeforeAll
  void start(TestDatabase db, @TempDir Path directory) throws IOException {
    desk = new Desk(db, directory, ZoneId.of("Asia/Shanghai"));
  }

  @BeforeEach
  void twelveStations() {
    district = desk.fill(12);
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
  void stationsAreListedWithTheirBaysSuppliesAndPeople() {
    ChromiumPage page = desk.signedIn("zh-CN", null).size(1280, 900);
    page.await(CARDS + " === 12");
    String text = text(page);
    for (String word :
        List.of("在线驿站", "水泊寺街道", "驿站 st-001", "充电中", "空闲", "饮用水", "在站 3 人", "离线", "演示")) {
      assertTrue(text.contains(word), word + " in " + text);
    }
    page.screenshot(PICTURES.resolve("overview-zh-1280.png"));
    page.size(360, 800).screenshot(PICTURES.resolve("overview-zh-360.png"));
    desk.clean(page);
  }

  @Test
  void anAlertAppearsWithinTwoSecondsWithoutAReload() {
    ChromiumPage page = desk.signedIn("zh-CN", null).size(360, 800);
    page.await(CARDS + " === 12");
    page.value("window.untouched = true");
    assertTrue(text(page).contains("没有未办结告警"));
    List<Long> took = new ArrayList<>();
    String id = "";
    String number = "";
    // a machine that is busy with something else delays one now and then, not five of five
    while (took.size() < ATTEMPTS && (took.isEmpty() || Collections.min(took) > SOON.toMillis())) {
      int attempt = took.size();
      number = String.format(Locale.ROOT, "PC-1123-%03d", 7 + attempt);
      long start = System.nanoTime();
      id = district.overheats("st-00" + (1 + 2 * attempt), 3, 7 + attempt);
      page.await("document.body.innerText.includes('" + number + "')");
      took.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
    }
    System.out.println("an alert is on the page after, in ms: " + took);
    assertTrue(Collections.min(took) <= SOON.toMillis(), took.toString());
    String text = text(page);
    for (String word : List.of("紧急", "3号充电位", "过热", "68.2℃", "限值 65℃", "已自动断电并闭锁", "待签收", "断电闭锁")) {
      assertTrue(text.contains(word), word + " in " + text);
    }
    assertEquals(true, page.value("window.untouched"), "no reload");
    assertTrue(
        String.valueOf(page.value("document.getElementById('said').textContent"))
            .contains("新告警：紧急"));
    page.screenshot(PICTURES.resolve("alert-zh-360.png"));

    page.value("document.querySelector('.alert[href$=\"" + id + "\"]').click()");
    page.await("location.pathname === '/alerts/" + id + "' && !!document.querySelector('h1')");
    page.await("document.body.innerText.includes('" + number + "')");
    page.await("document.body.innerText.includes('发出告警')");
    String detail = text(page);
    for (String word : List.of("水泊寺街道 · 驿站 st-00", "见烟见火立即拨打119", "编号 " + number, "5分钟内签收", "签收")) {
      assertTrue(detail.contains(word), word + " in " + detail);
    }
    page.screenshot(PICTURES.resolve("detail-zh-360.png"));
    page.size(1280, 900).screenshot(PICTURES.resolve("detail-zh-1280.png"));
    desk.clean(page);
  }

  @Test
  void aBrowserThatPrefersEnglishIsShownEnglishAndTheSwitchIsRemembered() {
    district.overheats("st-001", 3, 7);
    ChromiumPage page = desk.signedIn("en-GB,en;q=0.9,zh;q=0.5", null).dark(true).size(1280, 900);
    page.await(CARDS + " === 12");
    String text = text(page);
    for (String word : List.of("Stations online", "Critical", "Cut off and latched", "Charging")) {
      assertTrue(text.contains(word), word + " in " + text);
    }
    page.screenshot(PICTURES.resolve("overview-en-dark-1280.png"));
    page.size(360, 800).screenshot(PICTURES.resolve("overview-en-dark-360.png"));
    page.value("document.getElementById('language').click()");
    page.await("document.documentElement.lang === 'zh-CN' && " + CARDS + " === 12");
    page.go(desk.url("/"))
        .await("document.documentElement.lang === 'zh-CN' && " + CARDS + " === 12");
    desk.clean(page);
  }

  @Test
  void theListIsNarrowedByOfficeSearchAndPresence() {
    ChromiumPage page = desk.signedIn("zh-CN", null).size(1280, 900);
    page.await(CARDS + " === 12");
    page.value(
        "const o = document.getElementById('office'); o.value = 'sbs';"
            + " o.dispatchEvent(new Event('change'))");
    page.await(CARDS + " === 6");
    page.value(
        "const s = document.getElementById('search'); s.value = 'ST-003';"
            + " s.dispatchEvent(new Event('input'))");
    page.await(CARDS + " === 1");
    page.value("document.getElementById('search').value = 'nowhere'");
    page.value("document.getElementById('search').dispatchEvent(new Event('input'))");
    page.await(CARDS + " === 0 && document.body.innerText.includes('没有符合条件的驿站')");
    page.value("document.querySelector('#stations-note button').click()");
    page.await(CARDS + " === 12");
    page.value("document.querySelector('[data-show=offline]').click()");
    page.await(CARDS + " === 1 && document.body.innerText.includes('st-012')");
    desk.clean(page);
  }

  @Test
  void oneHundredAndEightyEightStationsAreShown() {
    desk.fill(188);
    ChromiumPage page = desk.signedIn("zh-CN", null).size(1280, 900);
    page.await(CARDS + " === 188");
    page.screenshot(PICTURES.resolve("overview-188-zh-1280.png"));
    desk.clean(page);
  }

  @Test
  void anOfficeSeesItsOwnStationsAlone() {
    ChromiumPage page = desk.signedIn("zh-CN", "xw").size(1280, 900);
    page.await(CARDS + " === 6");
    assertFalse(text(page).contains("水泊寺街道"));
    district.overheats("st-001", 3, 7);
    district.overheats("st-002", 3, 8);
    page.await("document.body.innerText.includes('PC-1123-008')");
    assertFalse(text(page).contains("PC-1123-007"));
    desk.clean(page);
  }

  @Test
  void withoutASessionThePageSaysHowToGetALink() {
    ChromiumPage page = desk.page().language("zh-CN").size(360, 800);
    page.go(desk.url("/")).await("document.body?.innerText.includes('./yizhan login')");
    page.screenshot(PICTURES.resolve("entry-360.png"));
    page.go(desk.url("/login?code=yzl_guess"))
        .await("document.body?.innerText.includes('这个链接不能用')");
  }

  @Test
  void signingOutEndsTheSession() {
    ChromiumPage page = desk.signedIn("zh-CN", null).size(1280, 900);
    page.await(CARDS + " === 12");
    page.value("document.getElementById('sign-out').click()");
    page.await("document.body?.innerText.includes('./yizhan login')");
  }

  @Test
  void whoTookAnAlertOnIsNamedAndSoIsTheToken() {
    String id = district.overheats("st-001", 3, 7);
    district.acknowledged(id, "page:张伟/token:值班台");
    ChromiumPage page = desk.signedIn("zh-CN", null).size(360, 800);
    page.go(desk.url("/alerts/" + id)).await("!!document.querySelector('.history')");
    String text = text(page);
    assertTrue(text.contains("张伟（值班台） 于 "), text);
    assertTrue(text.contains("由 张伟（值班台）"), text);
    assertFalse(text.contains("page:") || text.contains("token:"), text);
    desk.clean(page);
  }

  @Test
  void aStationOutOfServiceIsShownAsSuchAndNotCounted() {
    district.suspend("st-002");
    ChromiumPage page = desk.signedIn("zh-CN", null).size(1280, 900);
    page.await(CARDS + " === 12 && document.body.innerText.includes('暂停服务')");
    assertEquals("10 / 11", page.value("document.querySelector('#totals .big').textContent"));
    assertTrue(text(page).contains("4/5 在线"), text(page));
    page.value("document.querySelector('[data-show=offline]').click()");
    page.await(CARDS + " === 1 && document.body.innerText.includes('st-012')");
    desk.clean(page);
  }

  @Test
  void whoCannotSeeThePageHearsABayWithItsWatts() {
    ChromiumPage page = desk.signedIn("en", null).size(1280, 900);
    page.await(CARDS + " === 12");
    List<String> read = page.readAloud();
    int bay = read.indexOf("Bay 1");
    assertTrue(bay >= 0, read.toString());
    assertEquals(List.of("Bay 1", "413 W", "Charging"), read.subList(bay, bay + 3));
  }
}
