package cn.yizhan.hub.alerts;

import cn.yizhan.hub.access.ActorName;
import cn.yizhan.hub.rules.EdgeAction;
import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What people read: enough without any link. First line the place, what is the matter and the
 * number; then what was read and done; then what to do; then how to get there.
 */
final class AlertText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT);
  private static final String CIRCLED = "①②③④⑤⑥⑦⑧⑨";

  private final Notice notice;
  private final Step step;
  private final Alert alert;
  private final Place place;
  private final Rule rule;
  private final ZoneId zone;
  private final @Nullable Label deadline;

  AlertText(Notice notice, Alert alert, Place place, Rule rule, ZoneId zone) {
    this(new Step(alert, "", notice), notice, place, rule, zone, 0);
  }

  /**
   * @param now the present, milliseconds
   */
  AlertText(Step step, Notice notice, Place place, Rule rule, ZoneId zone, long now) {
    this.notice = notice;
    this.step = step;
    this.alert = step.alert();
    this.place = place;
    this.rule = rule;
    this.zone = zone;
    Escalation escalation = step.escalation();
    this.deadline =
        escalation == null
            ? null
            : EscalationText.of(escalation, alert.people().acknowledgedBy(), now, this::time);
  }

  /** Subject and what is the matter with it. */
  Label title() {
    return title(rule, alert.matter().subject());
  }

  static Label title(Rule rule, String of) {
    Label title = rule.texts().title();
    String kind = Words.kind(of);
    if (kind.equals("station") || kind.equals("office")) {
      return title;
    }
    Label subject = Words.subject(of);
    return new Label(subject.zh() + title.zh(), subject.en() + " " + title.en());
  }

  /** The steps; while nobody has taken it on, the last is to do so within the time there is. */
  List<Label> steps() {
    List<Label> steps = new ArrayList<>(rule.texts().whatToDo());
    Duration acknowledge = rule.deadlines().acknowledge();
    // an escalation names the deadline itself
    if (acknowledge != null
        && deadline == null
        && alert.state().work() == Work.NEW
        && !alert.state().retrospective()) {
      Label within = Words.span(acknowledge.toSeconds());
      steps.add(new Label(within.zh() + "内签收", "acknowledge within " + within.en()));
    }
    return steps;
  }

  /** All steps in one line. */
  Label whatToDo() {
    StringBuilder zh = new StringBuilder();
    StringBuilder en = new StringBuilder();
    List<Label> steps = steps();
    for (int i = 0; i < steps.size(); i++) {
      zh.append(i == 0 ? "" : " ").append(CIRCLED.charAt(i)).append(steps.get(i).zh());
      en.append(i == 0 ? "" : "; ").append(i + 1).append(") ").append(steps.get(i).en());
    }
    return new Label(zh.toString(), en.toString());
  }

  /** The whole text. */
  Label text() {
    List<Label> lines = new ArrayList<>();
    lines.addAll(Opening.of(alert, wantsAction(), headline()));
    lines.add(course());
    if (deadline != null) {
      lines.add(deadline);
    }
    if (wantsAction()) {
      Label todo = whatToDo();
      lines.add(new Label("请：" + todo.zh(), "Please: " + todo.en()));
    }
    Label way = Way.of(place);
    if (!way.zh().isEmpty()) {
      lines.add(way);
    }
    return new Label(
        String.join("\n", lines.stream().map(Label::zh).toList()),
        String.join("\n", lines.stream().map(Label::en).toList()));
  }

  /** A danger that is new or worse says what to do, whoever has taken the alert on before. */
  private boolean wantsAction() {
    return switch (notice) {
      case RAISED, REOPENED, WORSENED, ESCALATED -> true;
      case UPDATED -> alert.state().work() == Work.NEW;
      case ACKNOWLEDGED, ASSIGNED, RECHECK_DUE, CLEARED, CLOSED, RECORDED, REMINDED -> false;
    };
  }

  private Label headline() {
    Label mark = notice.mark();
    Label severity = alert.state().severity().label();
    boolean severe =
        notice != Notice.CLEARED && notice != Notice.RECORDED && notice != Notice.CLOSED;
    String zh =
        (mark.zh().isEmpty() ? "" : "【" + mark.zh() + "】")
            + (severe ? "【" + severity.zh() + "】" : "");
    String en =
        (mark.en().isEmpty() ? "" : "[" + mark.en() + "]")
            + (severe ? "[" + severity.en().toUpperCase(Locale.ROOT) + "]" : "");
    Place.Station station = place.station();
    String where = place.office().name() + (station == null ? "" : "·" + station.name());
    return new Label(
        zh + where + " " + title().zh() + " 编号 " + alert.number(),
        en + " " + where + ": " + title().en() + ", no. " + alert.number());
  }

  private Label course() {
    Label begun = begun();
    String zh = begun.zh();
    String en = begun.en();
    Long cleared = alert.times().cleared();
    String taker = alert.people().acknowledgedBy();
    if (notice == Notice.ACKNOWLEDGED && taker != null) {
      zh += ActorName.spoken(taker).zh() + "已签收。";
      en += " Taken on by " + ActorName.spoken(taker).en() + ".";
    }
    Label handled = HandlingText.of(notice, step, this::time);
    zh += handled.zh();
    en += handled.en();
    if (cleared != null) {
      zh += time(cleared) + " 已恢复。";
      en += " Over at " + time(cleared) + ".";
    }
    if (alert.state().delayed() || alert.state().retrospective()) {
      zh += "（补传数据，" + time(alert.times().detected()) + " 得知）";
      en += " (from a backlog, known at " + time(alert.times().detected()) + ")";
    }
    return new Label(zh, en);
  }

  private Label begun() {
    Label reading = reading();
    Label act = act();
    String did = act.en().isEmpty() ? "" : " " + act.en();
    String at = time(alert.times().event());
    // the reading is that of the worsening, the time that of the beginning
    return notice == Notice.WORSENED
        ? new Label(
            at + " 起告警，现" + reading.zh() + "。" + act.zh(),
            "Since " + at + ", now " + reading.en() + "." + did)
        : new Label(at + " " + reading.zh() + "。" + act.zh(), at + " " + reading.en() + "." + did);
  }

  private Label reading() {
    Finding reading = alert.evidence().reading();
    return reading != null && reading.point().startsWith(ReadingText.RESTOCK)
        ? ReadingText.restock(
            reading, time(alert.times().event() - Math.round(reading.holdSeconds() * 1000)))
        : ReadingText.of(reading, rule.texts().title());
  }

  private Label act() {
    EdgeAction action = alert.evidence().edgeAction();
    if (action != null) {
      return Acts.of(action);
    }
    return alert.state().condition() == Condition.ACTIVE
        ? Acts.unknown(rule.edge(), alert.state().severity())
        : new Label("", "");
  }

  /** A time of day, with the day when it is not that of the detection. */
  private String time(long millis) {
    ZonedDateTime at = Instant.ofEpochMilli(millis).atZone(zone);
    LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(alert.times().detected()), zone);
    return (at.toLocalDate().equals(today) ? TIME : DAY_AND_TIME).format(at);
  }
}
