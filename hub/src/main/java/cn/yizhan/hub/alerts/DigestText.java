package cn.yizhan.hub.alerts;

import cn.yizhan.protocol.Label;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What people read of several alerts: a line for each thing that is the matter, with everywhere it
 * is, and what to do about it; enough without any link.
 */
final class DigestText {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);

  private final Place.Office office;
  private final List<DigestBody.Entry> entries;
  private final ZoneId zone;
  private final long now;

  DigestText(Place.Office office, List<DigestBody.Entry> entries, ZoneId zone, long now) {
    this.office = office;
    this.entries = entries;
    this.zone = zone;
    this.now = now;
  }

  /** How many, and of what: all that a voice or a short template says. */
  Label title() {
    Label counts = counts();
    return new Label("告警汇总 " + counts.zh(), "digest of " + counts.en());
  }

  Label text() {
    List<Label> lines = new ArrayList<>();
    lines.add(headline());
    groups().values().forEach(group -> lines.addAll(lines(group)));
    return new Label(
        String.join("\n", lines.stream().map(Label::zh).toList()),
        String.join("\n", lines.stream().map(Label::en).toList()));
  }

  /** As of when, and how many of what: enough where no more is read. */
  private Label headline() {
    Label counts = counts();
    String where = office.name() + " " + time(now);
    return new Label(
        "【汇总】" + where + " 告警" + counts.zh(), "[DIGEST] " + where + ": " + counts.en());
  }

  private Label counts() {
    Map<Label, Integer> counts = new LinkedHashMap<>();
    entries.forEach(entry -> counts.merge(mark(entry), 1, Integer::sum));
    List<String> zh = new ArrayList<>();
    List<String> en = new ArrayList<>();
    counts.forEach(
        (mark, count) -> {
          zh.add(mark.zh() + count);
          en.add(count + " " + mark.en().toLowerCase(Locale.ROOT));
        });
    int all = entries.size();
    return new Label(all + "条：" + String.join("、", zh), all + " alerts: " + String.join(", ", en));
  }

  /** The same thing with the same news, in the order of the first of each. */
  private Map<String, List<DigestBody.Entry>> groups() {
    Map<String, List<DigestBody.Entry>> groups = new LinkedHashMap<>();
    for (DigestBody.Entry entry : entries) {
      groups
          .computeIfAbsent(mark(entry).en() + '/' + entry.rule().id(), key -> new ArrayList<>())
          .add(entry);
    }
    return groups;
  }

  private List<Label> lines(List<DigestBody.Entry> group) {
    DigestBody.Entry first = group.get(0);
    Label mark = mark(first);
    Label what = first.rule().texts().title();
    String zh =
        "【%s】%s %d条：%s"
            .formatted(
                mark.zh(),
                what.zh(),
                group.size(),
                String.join("、", group.stream().map(entry -> item(entry).zh()).toList()));
    String en =
        "[%s] %s, %d: %s"
            .formatted(
                mark.en(),
                what.en(),
                group.size(),
                String.join("; ", group.stream().map(entry -> item(entry).en()).toList()));
    List<Label> lines = new ArrayList<>();
    lines.add(new Label(zh, en));
    group.stream()
        .filter(DigestText::wantsAction)
        .findFirst()
        .map(this::todo)
        .ifPresent(lines::add);
    return lines;
  }

  private Label todo(DigestBody.Entry entry) {
    AlertText text =
        new AlertText(entry.notice(), entry.alert(), entry.place(), entry.rule(), zone);
    Label todo = text.whatToDo();
    return new Label("请：" + todo.zh(), "Please: " + todo.en());
  }

  private static boolean wantsAction(DigestBody.Entry entry) {
    return holds(entry) && entry.alert().state().work() == Work.NEW;
  }

  /** True when what the alert is about goes on. */
  static boolean holds(DigestBody.Entry entry) {
    Alert.State state = entry.alert().state();
    return state.condition() == Condition.ACTIVE
        && state.work() != Work.CLOSED
        && !state.retrospective();
  }

  /** How bad it is while it holds, and else what has become of it. */
  private static Label mark(DigestBody.Entry entry) {
    Alert.State state = entry.alert().state();
    if (holds(entry)) {
      Label severity = state.severity().label();
      return new Label(severity.zh(), severity.en().toUpperCase(Locale.ROOT));
    }
    if (state.retrospective()) {
      return Notice.RECORDED.mark();
    }
    return (state.work() == Work.CLOSED ? Notice.CLOSED : Notice.CLEARED).mark();
  }

  private Label item(DigestBody.Entry entry) {
    Alert alert = entry.alert();
    String kind = Words.kind(alert.matter().subject());
    Place.Station station = entry.place().station();
    String name = station == null ? office.name() : station.name();
    boolean whole = kind.equals("station") || kind.equals("office");
    Label subject = whole ? new Label("", "") : Words.subject(alert.matter().subject());
    Label course = course(alert);
    String phone = station == null || !holds(entry) ? null : station.phone();
    return new Label(
        "%s%s（%s，%s%s）"
            .formatted(
                name,
                subject.zh(),
                alert.number(),
                course.zh(),
                phone == null ? "" : "，电话" + phone),
        "%s%s (no. %s, %s%s)"
            .formatted(
                name,
                whole ? "" : " " + subject.en(),
                alert.number(),
                course.en(),
                phone == null ? "" : ", phone " + phone));
  }

  private Label course(Alert alert) {
    String begun = time(alert.times().event());
    Long cleared = alert.times().cleared();
    if (cleared != null) {
      String over = time(cleared);
      return new Label(begun + "至" + over, begun + " to " + over);
    }
    Label since =
        alert.state().flapping()
            ? new Label(begun + "起反复", "on and off since " + begun)
            : new Label(begun + "起", "since " + begun);
    if (alert.state().work() == Work.NEW) {
      return since;
    }
    Label work = Words.work(alert.state().work());
    return new Label(since.zh() + "，" + work.zh(), since.en() + ", " + work.en());
  }

  /** A time of day, with the day when it is not today. */
  private String time(long millis) {
    ZonedDateTime at = Instant.ofEpochMilli(millis).atZone(zone);
    LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(now), zone);
    return (at.toLocalDate().equals(today) ? TIME : DAY_AND_TIME).format(at);
  }
}
