package cn.yizhan.hub.escalation;

import cn.yizhan.hub.escalation.Shift.Area;
import cn.yizhan.hub.escalation.Shift.Person;
import cn.yizhan.hub.escalation.Shift.Span;
import cn.yizhan.protocol.config.ConfigFault;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One line of a roster file; what is wrong with it is added to the faults. */
final class RosterLine {
  // as written here, and as a spreadsheet makes of it
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("[uuuu-M-d H:mm[:ss]][uuuu/M/d H:mm[:ss]]", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final Pattern MOBILE = Pattern.compile("\\+?[0-9][0-9 -]{3,18}[0-9]");
  // no control characters, and nothing a spreadsheet would calculate
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}=+@\\t-][^\\p{Cntrl}]{0,49}");

  private final CsvRecords.Line line;
  private final List<RosterColumn> columns;
  private final ZoneId zone;
  private final List<ConfigFault> faults;
  private final int before;

  RosterLine(
      CsvRecords.Line line, List<RosterColumn> columns, ZoneId zone, List<ConfigFault> faults) {
    this.line = line;
    this.columns = columns;
    this.zone = zone;
    this.faults = faults;
    this.before = faults.size();
  }

  /** The shift, or null when something is wrong with it. */
  @Nullable Shift shift(Span period) {
    if (!line.sound() || line.cells().size() != columns.size()) {
      fault(
          line.sound()
              ? "expected " + columns.size() + " cells, there are " + line.cells().size()
              : "quotes are not closed, or stand inside a cell without quotes");
      return null;
    }
    Span span = span(RosterColumn.FROM, RosterColumn.TO);
    if (span == null) {
      fault("expected from and to");
    } else if (span.from() < period.from() || span.to() > period.to()) {
      fault("the shift is not within the period that is replaced");
    }
    DutyRole role = DutyRole.of(cell(RosterColumn.ROLE));
    if (role == null) {
      fault("no role is called " + cell(RosterColumn.ROLE));
    }
    Person person = person(RosterColumn.NAME, RosterColumn.MOBILE);
    if (person == null) {
      fault("expected a name");
    }
    Person deputy = person(RosterColumn.DEPUTY, RosterColumn.DEPUTY_MOBILE);
    Span leave = span(RosterColumn.LEAVE_FROM, RosterColumn.LEAVE_TO);
    Area area = new Area(name(RosterColumn.COMMUNITY), name(RosterColumn.GRID));
    return span == null || role == null || person == null || faults.size() > before
        ? null
        : new Shift(span, role, person, deputy, leave, area);
  }

  private @Nullable Span span(RosterColumn first, RosterColumn end) {
    Long from = time(first);
    Long to = time(end);
    if (from == null && to == null) {
      return null;
    }
    if (from == null || to == null || from >= to) {
      fault(end.word() + " is not later than " + first.word());
      return null;
    }
    return new Span(from, to);
  }

  private @Nullable Long time(RosterColumn column) {
    String cell = cell(column);
    if (cell.isEmpty()) {
      return null;
    }
    try {
      return LocalDateTime.parse(cell, TIME).atZone(zone).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      fault(column.word() + ": expected a time like 2026-12-01 08:00, got " + cell);
      return null;
    }
  }

  private @Nullable Person person(RosterColumn of, RosterColumn telephone) {
    String name = name(of);
    String mobile = cell(telephone);
    if (!mobile.isEmpty() && !MOBILE.matcher(mobile).matches()) {
      fault(telephone.word() + ": is no telephone number: " + mobile);
    }
    if (name == null) {
      if (!mobile.isEmpty()) {
        fault(telephone.word() + ": there is no name to it");
      }
      return null;
    }
    return new Person(name, mobile.isEmpty() ? null : mobile);
  }

  private @Nullable String name(RosterColumn column) {
    String cell = cell(column);
    if (cell.isEmpty()) {
      return null;
    }
    if (!NAME.matcher(cell).matches()) {
      fault(column.word() + ": expected up to 50 characters, the first none of = + - @");
    }
    return cell;
  }

  private String cell(RosterColumn column) {
    int index = columns.indexOf(column);
    return index < 0 ? "" : line.cells().get(index).strip();
  }

  private void fault(String detail) {
    faults.add(new ConfigFault("line " + line.number(), detail));
  }
}
