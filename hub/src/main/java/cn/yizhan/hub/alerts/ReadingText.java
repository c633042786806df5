package cn.yizhan.hub.alerts;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What was read, in words, with the limit it was held against. */
final class ReadingText {
  private static final String REPEATED = "alerts/";
  private static final String ELEMENT = "element/";

  /** Begins the name of the point when it is the opening hours that are meant, the rest of it. */
  private static final String HOURS = "hours/";

  /** Begins the name of the point when what somebody reported to have brought is meant. */
  static final String RESTOCK = "restock/";

  private ReadingText() {}

  /**
   * @param finding the reading, null when nothing measurable showed it
   * @param title what the rule says is the matter
   */
  static Label of(@Nullable Finding finding, Label title) {
    if (finding == null) {
      return title;
    }
    if (finding.point().equals("station/offline")) {
      Label span = Words.span(Math.round(finding.value()));
      return new Label("已离线" + span.zh(), "offline for " + span.en());
    }
    if (finding.point().equals("office/offline")) {
      Label count = Words.value(finding.value(), null);
      return new Label(count.zh() + "个驿站离线", count.en() + " stations offline");
    }
    if (finding.point().equals("station/gap")) {
      Label count = Words.value(finding.value(), null);
      return new Label("缺失消息" + count.zh() + "条", count.en() + " messages missing");
    }
    if (finding.point().startsWith(ELEMENT)) {
      return element(finding);
    }
    if (finding.point().endsWith("/inspection") || finding.point().endsWith("/first-inspection")) {
      return inspected(finding);
    }
    if (finding.point().startsWith("supply/") && finding.point().endsWith("/cover")) {
      Label left = Words.value(finding.value(), finding.unit());
      Label limit = Words.value(finding.limit(), finding.unit());
      return new Label(
          "按近期用量约" + left.zh() + "后断供（补货周期加盘点周期" + limit.zh() + "）",
          "runs out in about "
              + left.en()
              + " at recent use (lead time and review period "
              + limit.en()
              + ")");
    }
    if (finding.point().startsWith("supply/") && finding.point().endsWith("/consumption")) {
      return consumption(finding);
    }
    if (finding.point().startsWith(REPEATED)) {
      return repeated(finding);
    }
    if (finding.point().startsWith(HOURS)) {
      String hours = finding.point().substring(HOURS.length()).replace('-', '–');
      Label span = Words.span(Math.round(finding.value()));
      return new Label(
          "开放时间（" + hours + "）内已" + span.zh() + "未开门、无人",
          "not opened and nobody inside for " + span.en() + " within the opening hours " + hours);
    }
    if (finding.point().endsWith(Finding.SILENCE)) {
      Label span = Words.span(Math.round(finding.limit()));
      return new Label("已" + span.zh() + "没有读数", "no reading for " + span.en());
    }
    if (finding.point().endsWith(Finding.STILLNESS)) {
      Label span = Words.span(Math.round(finding.limit()));
      return new Label("读数已" + span.zh() + "没有变化", "the same reading for " + span.en());
    }
    if (finding.point().endsWith(Finding.EXPIRY)) {
      return expiry(finding);
    }
    if (finding.point().endsWith("/state") && finding.point().indexOf('*') < 0) {
      Label span = Words.span(Math.round(finding.holdSeconds()));
      return new Label("本次充电已持续" + span.zh(), "in this charge session for " + span.en());
    }
    Label quantity = Words.quantity(finding.point());
    return quantity == null ? title : measured(finding, quantity);
  }

  /** The day up to which something may be used, and how near it is. */
  private static Label expiry(Finding finding) {
    LocalDate day = Finding.day(finding.value());
    long days = ChronoUnit.DAYS.between(Finding.day(finding.limit()), day);
    return days > 0
        ? new Label("有效期至" + day + "，" + days + "天内到期", "expiry " + day + ", within " + days + " d")
        : new Label("有效期至" + day + "，已过期", "expiry " + day + " has passed");
  }

  /** What is wrong with an element; the value is a day. */
  private static Label element(Finding finding) {
    String whole = Finding.day(finding.value()).toString();
    String monthAndDay = whole.substring(whole.indexOf('-') + 1);
    Label label = Words.subject(finding.point().substring(0, finding.point().lastIndexOf('/')));
    return finding.point().endsWith("/missing")
        ? new Label(
            label.zh() + "缺失（" + monthAndDay + " 排查）",
            label.en() + " missing (inspection of " + monthAndDay + ")")
        : new Label(
            label.zh() + "已过期（有效期至 " + whole + "）",
            label.en() + " expired (good until " + whole + ")");
  }

  private static Label inspected(Finding finding) {
    String days = Words.value(finding.value(), null).zh();
    String limit = Words.value(finding.limit(), null).zh();
    String zh = "（限值" + limit + "天）";
    String en = " (limit " + limit + " d)";
    return finding.point().endsWith("/inspection")
        ? new Label("距上次排查" + days + "天" + zh, days + " d since the last inspection" + en)
        : new Label(
            "登记" + days + "天以来从未全面排查" + zh,
            "never inspected in the " + days + " d since it was registered" + en);
  }

  /** What a day used beside the most, or the least, of usual days. */
  private static Label consumption(Finding finding) {
    Label used = Words.value(finding.value(), finding.unit());
    Label limit = Words.value(finding.limit(), finding.unit());
    boolean less = finding.value() < finding.limit();
    return new Label(
        "一天用量" + used.zh() + "，平常" + (less ? "不少于" : "不超过") + limit.zh(),
        used.en() + " used in a day, usually " + (less ? "at least " : "at most ") + limit.en());
  }

  /**
   * That nothing proves a restock.
   *
   * @param finding the amount reported, 0 when none was
   * @param reported when that was
   */
  static Label restock(Finding finding, String reported) {
    Label amount =
        finding.value() > 0 ? Words.value(finding.value(), finding.unit()) : new Label("", "");
    Label span = Words.span(Math.round(finding.holdSeconds()));
    return new Label(
        reported + "报告补货" + amount.zh() + "，" + span.zh() + "内未核实",
        "restock"
            + (amount.en().isEmpty() ? "" : " of " + amount.en())
            + " reported for "
            + reported
            + ", not proven within "
            + span.en());
  }

  /** That an alert of a rule, the rest of the point's name, began so many times. */
  private static Label repeated(Finding finding) {
    Label times = Words.value(finding.value(), null);
    Label span = Words.span(Math.round(finding.holdSeconds()));
    Rule of = RuleCatalogue.standard().find(finding.point().substring(REPEATED.length()));
    Label title = of == null ? new Label("", "") : of.texts().title();
    return new Label(
        title.zh() + span.zh() + "内" + times.zh() + "次",
        title.en() + " " + times.en() + " times within " + span.en());
  }

  private static Label measured(Finding finding, Label quantity) {
    Label value = Words.value(finding.value(), finding.unit());
    Label limit = Words.value(finding.limit(), finding.unit());
    boolean rate = finding.unit() != null && finding.unit().endsWith("/min");
    Label hold = finding.holdSeconds() > 0 ? Words.span(Math.round(finding.holdSeconds())) : null;
    return new Label(
        quantity.zh()
            + (rate ? "上升" : "")
            + value.zh()
            + "（限值"
            + limit.zh()
            + (hold == null ? "" : "，持续" + hold.zh())
            + "）",
        quantity.en()
            + (rate ? " rising by " : " ")
            + value.en()
            + " (limit "
            + limit.en()
            + (hold == null ? "" : " for " + hold.en())
            + ")");
  }
}
