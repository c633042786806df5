package cn.yizhan.hub.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.testing.ApiClient;
import cn.yizhan.hub.testing.Chromium;
import cn.yizhan.hub.testing.ChromiumPage;
import cn.yizhan.hub.testing.Fixtures;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestWeb;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final String CARDS = "document.querySelectorAll('.station').length";

  private final List<ChromiumPage> pages = new ArrayList<>();
  private District district;
  private TestDatabase db;
  private TestWeb web;
  private Chromium chromium;

  @BeforeAll
  void start(TestDatabase db, @TempDir Path directory) throws IOException {
    this.db = db;
    this.district = new District(db);
    this.web = new TestWeb(db, directory, Fixtures.NO_ALERT_WORK);
    this.chromium = Chromium.start(db.vertx());
  }

  @BeforeEach
  void twelveStations() {
    db.clear();
    district.fill(12);
  }

  @AfterEach
  void closePages() {
    pages.forEach(ChromiumPage::close);
    pages.clear();
  }

  @AfterAll
  void stop() throws IOException {
    if (chromium != null) {
      chromium.close();
    }
    web.close();
  }

  @Test
  void stationsAreListedWithTheirBaysSuppliesAndPeople() {
    ChromiumPage page = signedIn("zh-CN", null).size(1280, 900);
    page.await(CARDS + " === 12");
    String text = text(page);
    for (String word :
        List.of("在线驿站", "水泊寺街道", "驿站 st-001", "充电中", "空闲", "饮用水", "在站 3 人", "离线", "演示")) {
      assertTrue(text.contains(word), word + " in " + text);
    }
    page.screenshot(PICTURES.resolve("overview-zh-1280.png"));
    page.size(360, 800).screenshot(PICTURES.resolve("overview-zh-360.png"));
    assertTrue(
        Boolean.TRUE.equals(page.value("document.documentElement.scrollWidth <= 360")),
        "fits a telephone");
    clean(page);
  }

  @Test
  void anAlertAppearsWithinTwoSecondsWithoutAReload() {
    ChromiumPage page = signedIn("zh-CN", null).size(360, 800);
    page.await(CARDS + " === 12");
    page.value("window.untouched = true");
    assertTrue(text(page).contains("没有未办结告警"));
    String id = district.overheats("st-001", 3, 7);
    page.await("document.body.innerText.includes('PC-1123-007')", SOON);
    String text = text(page);
    for (String word : List.of("紧急", "3号充电位", "过热", "68.2℃", "限值 65℃", "已自动断电并闭锁", "待签收", "断电闭锁")) {
      assertTrue(text.contains(word), word + " in " + text);
    }
    assertEquals(true, page.value("window.untouched"), "no reload");
    assertTrue(
        String.valueOf(page.value("document.getElementById('said').textContent"))
            .contains("新告警：紧急"));
    page.screenshot(PICTURES.resolve("alert-zh-360.png"));

    page.value("document.querySelector('.alert').click()");
    page.await("location.pathname === '/alerts/" + id + "' && !!document.querySelector('h1')");
    page.await("document.body.innerText.includes('PC-1123-007')");
    page.await("document.body.innerText.includes('发出告警')");
    String detail = text(page);
    for (String word :
        List.of("水泊寺街道 · 驿站 st-001", "见烟见火立即拨打119", "编号 PC-1123-007", "5分钟内签收", "签收")) {
      assertTrue(detail.contains(word), word + " in " + detail);
    }
    page.screenshot(PICTURES.resolve("detail-zh-360.png"));
    page.size(1280, 900).screenshot(PICTURES.resolve("detail-zh-1280.png"));
    clean(page);
  }

  @Test
  void aBrowserThatPrefersEnglishIsShownEnglishAndTheSwitchIsRemembered() {
    district.overheats("st-001", 3, 7);
    ChromiumPage page = signedIn("en-GB,en;q=0.9,zh;q=0.5", null).dark(true).size(1280, 900);
    page.await(CARDS + " === 12");
    String text = text(page);
    for (String word : List.of("Stations online", "Critical", "Cut off and latched", "Charging")) {
      assertTrue(text.contains(word), word + " in " + text);
    }
    page.screenshot(PICTURES.resolve("overview-en-dark-1280.png"));
    page.size(360, 800).screenshot(PICTURES.resolve("overview-en-dark-360.png"));
    page.value("document.getElementById('language').click()");
    page.await("document.documentElement.lang === 'zh-CN' && " + CARDS + " === 12");
    page.go(url("/")).await("document.documentElement.lang === 'zh-CN' && " + CARDS + " === 12");
    clean(page);
  }

  @Test
  void theListIsNarrowedByOfficeSearchAndPresence() {
    ChromiumPage page = signedIn("zh-CN", null).size(1280, 900);
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
    clean(page);
  }

  @Test
  void oneHundredAndEightyEightStationsAreShown() {
    db.clear();
    district.fill(188);
    ChromiumPage page = signedIn("zh-CN", null).size(1280, 900);
    page.await(CARDS + " === 188");
    page.screenshot(PICTURES.resolve("overview-188-zh-1280.png"));
    clean(page);
  }

  @Test
  void anOfficeSeesItsOwnStationsAlone() {
    ChromiumPage page = signedIn("zh-CN", "xw").size(1280, 900);
    page.await(CARDS + " === 6");
    assertFalse(text(page).contains("水泊寺街道"));
    district.overheats("st-001", 3, 7);
    district.overheats("st-002", 3, 8);
    page.await("document.body.innerText.includes('PC-1123-008')", SOON);
    assertFalse(text(page).contains("PC-1123-007"));
    clean(page);
  }

  @Test
  void withoutASessionThePageSaysHowToGetALink() {
    ChromiumPage page = page().language("zh-CN").size(360, 800);
    page.go(url("/")).await("document.body?.innerText.includes('./yizhan login')");
    page.screenshot(PICTURES.resolve("entry-360.png"));
    page.go(url("/login?code=yzl_guess")).await("document.body?.innerText.includes('这个链接不能用')");
  }

  @Test
  void signingOutEndsTheSession() {
    ChromiumPage page = signedIn("zh-CN", null).size(1280, 900);
    page.await(CARDS + " === 12");
    page.value("document.getElementById('sign-out').click()");
    page.await("document.body?.innerText.includes('./yizhan login')");
  }

  private ChromiumPage signedIn(String languages, @Nullable String office) {
    ApiClient.Answer answer =
        web.client(Role.DUTY_OFFICER, office).post("/login-links", new JsonObject());
    assertEquals(201, answer.status(), answer.raw().body());
    ChromiumPage page = page().language(languages);
    return page.go(url(answer.json().getString("link"))).await("location.pathname === '/'");
  }

  private ChromiumPage page() {
    ChromiumPage page = chromium.page();
    pages.add(page);
    return page;
  }

  private String url(String path) {
    return "http://127.0.0.1:" + web.port() + path;
  }

  private static String text(ChromiumPage page) {
    return String.valueOf(page.value("document.body.innerText"));
  }

  /** Nothing went wrong, and nothing was asked of another host. */
  private void clean(ChromiumPage page) {
    assertEquals(List.of(), page.errors());
    for (String request : page.requests()) {
      assertTrue(request.startsWith(url("/")) || request.startsWith("data:"), request);
    }
  }
}
