package cn.yizhan.edge.acceptance;

import cn.yizhan.edge.wiring.WiredDevice;
import cn.yizhan.edge.wiring.Wiring;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The acceptance sheet (验收单) of a station: one HTML page in Chinese and English, to be printed and
 * signed.
 */
public final class AcceptanceSheet {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  /**
   * What the head of the sheet says.
   *
   * @param station code of the station
   * @param agent version of the agent
   * @param config version of the configuration in force
   * @param at when the test ended, milliseconds since 1970 UTC
   * @param zone in which people read times
   */
  public record Head(String station, String agent, long config, long at, ZoneId zone) {}

  private AcceptanceSheet() {}

  /** The page. */
  public static String html(Head head, Wiring wiring, Acceptance test) {
    List<Check> checks = test.checks();
    long failed = count(checks, Check.Result.FAILED);
    long open = count(checks, Check.Result.OPEN) + count(checks, Check.Result.RUNNING);
    StringBuilder page = new StringBuilder(4096);
    page.append("<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">")
        .append("<title>验收单 ")
        .append(escape(head.station()))
        .append("</title><style>")
        .append(STYLE)
        .append("</style></head><body>\n<h1>驿站验收单 <small>acceptance sheet</small></h1>\n")
        .append("<table class=\"head\">");
    line(page, "驿站 station", head.station());
    line(page, "测试人 tester", test.tester());
    line(page, "开始 began", time(test.began().wall(), head.zone()));
    line(page, "结束 ended", time(head.at(), head.zone()));
    line(page, "程序版本 agent", head.agent());
    line(page, "配置版本 configuration", Long.toString(head.config()));
    page.append("</table>\n<p class=\"verdict\">").append(verdict(failed, open)).append("</p>\n");
    page.append("<table><thead><tr><th>对象 subject</th><th>项目 check</th><th>结果 result</th>")
        .append("<th>用时 s</th><th>测得 W</th><th>说明 note</th></tr></thead><tbody>\n");
    checks.forEach(check -> row(page, check));
    page.append("</tbody></table>\n<h2>设备 hardware</h2>\n<table><thead><tr><th>编号 id</th>")
        .append("<th>类型 family</th><th>名称 name</th><th>位置 at</th><th>失联自断 dead-man</th>")
        .append("</tr></thead><tbody>\n");
    wiring.devices().forEach(device -> row(page, device));
    page.append("</tbody></table>\n<p class=\"sign\">测试人签字 tester ________________　")
        .append("街道办签字 street office ________________　日期 date __________</p>\n")
        .append("</body></html>\n");
    return page.toString();
  }

  private static final String STYLE =
      "body{font:14px/1.5 sans-serif;margin:2em;color:#111}h1 small{color:#555;font-size:.6em}"
          + "table{border-collapse:collapse;width:100%;margin:.5em 0 1em}"
          + "th,td{border:1px solid #999;padding:.25em .5em;text-align:left}"
          + "table.head{width:auto}.failed{color:#b00020;font-weight:bold}.passed{color:#0a6b2d}"
          + ".none{color:#b00020}.verdict{font-size:1.2em;font-weight:bold}.sign{margin-top:3em}"
          + "tr{page-break-inside:avoid}@page{size:A4;margin:15mm}";

  private static String verdict(long failed, long open) {
    if (failed > 0) {
      return "<span class=\"failed\">不合格 " + failed + " 项 · " + failed + " failed</span>";
    }
    return open > 0
        ? "<span class=\"failed\">未完成 " + open + " 项 · " + open + " not done</span>"
        : "<span class=\"passed\">全部合格 · all passed</span>";
  }

  private static long count(List<Check> checks, Check.Result result) {
    return checks.stream().filter(check -> check.result() == result).count();
  }

  private static void line(StringBuilder page, String name, String value) {
    page.append("<tr><th>")
        .append(name)
        .append("</th><td>")
        .append(escape(value))
        .append("</td></tr>");
  }

  private static void row(StringBuilder page, Check check) {
    String style =
        switch (check.result()) {
          case PASSED -> "passed";
          case FAILED -> "failed";
          case NONE -> "none";
          default -> "";
        };
    page.append("<tr><td>")
        .append(escape(subject(check.subject())))
        .append("</td><td>")
        .append(check.kind().zh() + " " + check.kind().en())
        .append("</td><td class=\"" + style + "\">")
        .append(check.result().zh() + " " + check.result().en())
        .append("</td><td>")
        .append(number(check.seconds()))
        .append("</td><td>")
        .append(number(check.measured()))
        .append("</td><td>")
        .append(escape(check.note()))
        .append("</td></tr>\n");
  }

  private static String subject(String subject) {
    if (subject.startsWith("bay/")) {
      return subject.substring(4) + "号充电位 bay " + subject.substring(4);
    }
    PointType type = PointCatalogue.standard().typeOf(subject);
    return type == null ? "全站 " + subject : type.label().zh() + " " + subject;
  }

  private static void row(StringBuilder page, WiredDevice device) {
    boolean none = device.deadManSeconds() == 0;
    page.append("<tr><td>")
        .append(escape(device.id()))
        .append("</td><td>")
        .append(device.family().word())
        .append("</td><td>")
        .append(escape(device.name()))
        .append("</td><td>")
        .append(escape(String.join(", ", places(device))))
        .append(none ? "</td><td class=\"none\">无 none" : "</td><td>" + device.deadManSeconds())
        .append(none ? "" : " s")
        .append("</td></tr>\n");
  }

  private static List<String> places(WiredDevice device) {
    return device.channels().keySet().stream()
        .sorted()
        .map(channel -> String.valueOf(device.place(channel)))
        .toList();
  }

  private static String time(long at, ZoneId zone) {
    return TIME.format(Instant.ofEpochMilli(at).atZone(zone));
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.1f", value);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
