package cn.yizhan.edge.status;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.Lane;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A status as a page for people on site: first whether all is well, then the rest. Pure. */
final class StatusPage {
  /** How often a browser loads the page again, seconds. */
  static final int REFRESH = 5;

  private static final String NONE = "–";
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss");

  private final AgentStatus status;
  private final Language language;
  private final ZoneId zone;
  private final Html html = new Html();

  private StatusPage(AgentStatus status, Language language, ZoneId zone) {
    this.status = status;
    this.language = language;
    this.zone = zone;
  }

  /**
   * The page.
   *
   * @param zone of the times people see
   */
  static String of(AgentStatus status, Language language, ZoneId zone) {
    StatusPage page = new StatusPage(status, language, zone);
    page.head();
    page.verdict();
    page.bays();
    page.figures();
    page.devices();
    page.puzzles();
    page.log();
    page.html.raw("</main>\n</body>\n</html>\n");
    return page.html.toString();
  }

  private void head() {
    html.raw("<!DOCTYPE html>\n<html lang=\"" + language.tag() + "\">\n<head>\n")
        .raw("<meta charset=\"utf-8\">\n")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .raw("<meta http-equiv=\"refresh\" content=\"" + REFRESH + "\">\n")
        .raw("<link rel=\"stylesheet\" href=\"/status.css\">\n")
        .element("title", status.agent().station() + " · " + say("驿站终端", "station agent"))
        .raw("</head>\n<body>\n<header>\n")
        .element("h1", status.agent().station())
        .raw("<p>")
        .text(say("驿站终端 ", "station agent ") + status.agent().version() + " · ")
        .text(stamp(status.clock().now()))
        .raw("</p>\n<nav>");
    for (Language each : Language.values()) {
      html.raw("<a href=\"/?lang=" + each.word() + "\"")
          .raw(each == language ? " aria-current=\"true\">" : ">")
          .text(each == Language.ZH ? "中文" : "English")
          .raw("</a>");
    }
    html.raw("</nav>\n</header>\n<main>\n");
  }

  private void verdict() {
    List<Finding> findings = Findings.of(status);
    boolean urgent = findings.stream().anyMatch(Finding::urgent);
    String style = findings.isEmpty() ? "well" : urgent ? "danger" : "attention";
    html.raw("<section class=\"verdict " + style + "\">\n");
    html.element(
        "h2",
        findings.isEmpty()
            ? say("✓ 一切正常", "✓ All is well")
            : urgent ? say("✕ 已断电并闭锁", "✕ Cut and latched") : say("! 请注意", "! Needs attention"));
    if (!findings.isEmpty()) {
      html.raw("<ul>\n");
      findings.forEach(finding -> html.element("li", language.of(finding.text())));
      html.raw("</ul>\n");
    }
    html.raw("</section>\n");
  }

  private void bays() {
    html.raw("<section>\n").element("h2", say("充电位", "Charging bays")).raw("<ul class=\"bays\">\n");
    for (AgentStatus.Bay bay : status.safety().bays()) {
      html.raw(bay.latched() ? "<li class=\"latched\">\n" : "<li>\n");
      html.raw("<h3>").text(Integer.toString(bay.number())).raw(" <small>");
      html.text(language.of(Words.use(bay.use()))).raw("</small></h3>\n");
      html.element("p", "state", state(bay));
      html.raw("<dl>\n");
      Boolean relay = bay.relay();
      html.entry(
          say("继电器", "Relay"), "", relay == null ? NONE : relay ? say("合", "on") : say("断", "off"));
      html.entry(say("功率", "Power"), "", number("%.0f W", bay.power()));
      html.entry(say("温度", "Temperature"), "", number("%.1f ℃", bay.temperature()));
      boolean none = bay.deadManSeconds() == 0;
      html.entry(
          say("失联自断", "Dead-man"),
          none ? "bad" : "",
          none ? say("无", "none") : bay.deadManSeconds() + " s");
      html.raw("</dl>\n</li>\n");
    }
    html.raw("</ul>\n</section>\n");
  }

  private String state(AgentStatus.Bay bay) {
    if (bay.latched()) {
      String own = "bay/" + bay.number();
      return status.safety().latches().stream()
          .filter(latch -> latch.subject().equals(own) || latch.subject().equals("station"))
          .findFirst()
          .map(latch -> say("已闭锁 ", "latched ") + stamp(latch.since()))
          .orElse(say("已闭锁", "latched"));
    }
    String word = bay.state();
    return word == null ? NONE : language.of(Words.state(word));
  }

  private void figures() {
    AgentStatus.Hub hub = status.hub();
    html.raw("<section>\n")
        .element("h2", say("平台连接与存储", "Hub and journal"))
        .raw("<dl class=\"figures\">\n");
    Long since = hub.since();
    String connected = hub.connected() ? say("已连接", "connected") : say("未连接", "not connected");
    html.entry(
        say("平台", "Hub"),
        hub.connected() ? "good" : "warn",
        since == null ? connected : connected + say("，自 ", " since ") + stamp(since));
    html.entry(say("最近确认", "Last acknowledgement"), "", ago(hub.lastAcknowledged()));
    AgentStatus.Journal journal = status.journal();
    html.entry(
        say("待上传（事件 / 数据）", "Waiting (events / telemetry)"),
        "",
        waiting(Lane.EVENT) + " / " + waiting(Lane.DATA));
    html.entry(
        say("本地存储", "Journal"),
        "",
        Words.size(journal.bytes()) + " / " + Words.size(journal.capacity()));
    html.entry(
        say("上传流量（今日 / 昨日）", "Sent (today / yesterday)"),
        "",
        Words.size(hub.bytesToday()) + " / " + Words.size(hub.bytesYesterday()));
    AgentStatus.Input input = status.input();
    html.entry(say("读数精简", "Readings spared"), "", spared(input));
    html.entry(say("拒收", "Refused input"), "", Long.toString(input.refused()));
    AgentStatus.Clock clock = status.clock();
    Long offset = clock.offsetMillis();
    html.entry(
        say("时钟", "Clock"),
        clock.set() ? "" : "warn",
        !clock.set()
            ? say("未校准", "not set")
            : offset == null
                ? say("已校准", "set")
                : say("与平台相差 ", "off the hub's by ") + number("%.1f s", offset / 1000.0));
    html.entry(say("配置版本", "Configuration"), "", Long.toString(status.agent().configVersion()));
    html.entry(
        say("已运行", "Running for"), "", language.of(Words.duration(status.agent().upSeconds())));
    AgentStatus.Happening error = hub.lastError();
    if (error != null) {
      html.entry(
          say("最近连接错误", "Last connection error"), "", stamp(error.at()) + " " + error.text());
    }
    html.raw("</dl>\n</section>\n");
  }

  private void devices() {
    html.raw("<section>\n").element("h2", say("设备", "Devices"));
    if (status.devices().isEmpty()) {
      html.element("p", say("尚未收到任何设备的数据", "nothing heard yet"));
    } else {
      heads(
          say("设备", "Device"), say("状态", "State"), say("最近收到", "Last heard"), say("电量", "Battery"));
      for (AgentStatus.Device device : status.devices()) {
        Double battery = device.battery();
        html.raw("<tr>").element("td", device.id());
        html.element(
            "td",
            device.online() ? "good" : "warn",
            device.online() ? say("在线", "online") : say("离线", "offline"));
        html.element("td", ago(device.lastHeard()));
        boolean low = battery != null && battery < Findings.LOW_BATTERY;
        html.element("td", low ? "warn" : "", number("%.0f %%", battery)).raw("</tr>\n");
      }
      html.raw("</table></div>\n");
    }
    html.raw("</section>\n");
  }

  private void puzzles() {
    AgentStatus.Input input = status.input();
    if (input.puzzles().isEmpty()) {
      return;
    }
    html.raw("<section>\n").element("h2", say("收到但无法识别", "Heard and not understood"));
    heads(
        say("次数", "Count"),
        say("原因", "Why"),
        say("设备", "Device"),
        say("数据项", "Name"),
        say("内容", "Sample"));
    for (AgentStatus.Puzzle puzzle : input.puzzles()) {
      html.raw("<tr>").element("td", Long.toString(puzzle.count()));
      html.element("td", language.of(Words.why(puzzle.why()))).element("td", puzzle.device());
      html.element("td", puzzle.key()).element("td", "mono", puzzle.sample()).raw("</tr>\n");
    }
    html.raw("</table></div>\n");
    if (input.morePuzzles() > 0) {
      html.element(
          "p", say("另有 " + input.morePuzzles() + " 种", input.morePuzzles() + " further kinds"));
    }
    html.raw("</section>\n");
  }

  private void log() {
    html.raw("<section>\n").element("h2", say("最近的警告与错误", "Last warnings and errors"));
    if (status.log().isEmpty()) {
      html.element("p", say("无", "none"));
    }
    html.raw("<ul class=\"log\">\n");
    for (AgentStatus.LogLine line : status.log()) {
      String times = line.times() > 1 ? " ×" + line.times() : "";
      html.element("li", line.error() ? "bad" : "", stamp(line.at()) + "  " + line.text() + times);
    }
    html.raw("</ul>\n</section>\n");
  }

  private void heads(String... names) {
    html.raw("<div class=\"wide\"><table>\n<tr>");
    for (String name : names) {
      html.element("th", name);
    }
    html.raw("</tr>\n");
  }

  private String say(String zh, String en) {
    return language.of(zh, en);
  }

  private String spared(AgentStatus.Input input) {
    if (input.readings() == 0) {
      return NONE;
    }
    double share = 100.0 * (input.readings() - input.reported()) / input.readings();
    String of = say("，共 ", " of ") + String.format(Locale.ROOT, "%,d", input.readings());
    return number("%.0f %%", share) + of;
  }

  private long waiting(Lane lane) {
    return status.journal().waiting().getOrDefault(lane, 0L);
  }

  private static String number(String format, @Nullable Double value) {
    return value == null ? NONE : String.format(Locale.ROOT, format, value);
  }

  private String stamp(long at) {
    return STAMP.format(Instant.ofEpochMilli(at).atZone(zone));
  }

  private String ago(@Nullable Long at) {
    if (at == null) {
      return NONE;
    }
    Label passed = Words.duration(Math.max(0, status.clock().now() - at) / 1000);
    return say(passed.zh() + "前", passed.en() + " ago");
  }
}
