package cn.yizhan.hub.escalation;

import cn.yizhan.protocol.config.ConfigFault;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rosters as comma separated values (RFC 4180, UTF-8), a line for each shift. All mistakes of a
 * file are found at once, each with its line.
 */
public final class RosterCsv {
  /** Most shifts of a file. */
  private static final int MOST = 5_000;

  private static final String BOM = "\uFEFF";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private RosterCsv() {}

  /**
   * What came of reading.
   *
   * @param shifts the shifts, empty when there are faults
   * @param faults all that is wrong
   */
  public record Read(List<Shift> shifts, List<ConfigFault> faults) {}

  /**
   * Reads a file.
   *
   * @param bytes the file, with or without a byte order mark
   * @param period the time within which all shifts must lie
   * @param zone the zone of its times
   */
  public static Read read(byte[] bytes, Shift.Span period, ZoneId zone) {
    List<ConfigFault> faults = new ArrayList<>();
    String text = text(bytes);
    if (text == null) {
      faults.add(new ConfigFault("file", "is not UTF-8; save it as CSV in UTF-8"));
      return new Read(List.of(), faults);
    }
    List<CsvRecords.Line> lines = CsvRecords.read(text);
    List<RosterColumn> columns = lines.isEmpty() ? List.of() : header(lines.get(0), faults);
    if (lines.isEmpty() || lines.size() > MOST + 1) {
      faults.add(new ConfigFault("file", "expected a line of names and up to " + MOST + " shifts"));
    }
    List<Shift> shifts = new ArrayList<>();
    if (faults.isEmpty()) {
      for (CsvRecords.Line line : lines.subList(1, lines.size())) {
        Shift shift = new RosterLine(line, columns, zone, faults).shift(period);
        if (shift != null) {
          shifts.add(shift);
        }
      }
    }
    return faults.isEmpty()
        ? new Read(List.copyOf(shifts), List.of())
        : new Read(List.of(), List.copyOf(faults));
  }

  private static @Nullable String text(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BOM) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static List<RosterColumn> header(CsvRecords.Line line, List<ConfigFault> faults) {
    List<RosterColumn> columns = new ArrayList<>();
    for (String cell : line.cells()) {
      RosterColumn column = RosterColumn.of(cell.strip());
      if (column == null || columns.contains(column)) {
        faults.add(
            new ConfigFault(
                "line " + line.number(),
                (column == null ? "no column is called " : "there are two columns ") + cell));
      } else {
        columns.add(column);
      }
    }
    for (RosterColumn column : RosterColumn.values()) {
      if (column.needed() && !columns.contains(column)) {
        faults.add(
            new ConfigFault(
                "line " + line.number(), "the column " + column.word() + " is missing"));
      }
    }
    return columns;
  }

  /**
   * Writes a file that {@link #read} reads, with a byte order mark, so that spreadsheets see that
   * it is UTF-8.
   */
  public static String write(List<Shift> shifts, ZoneId zone) {
    StringBuilder file = new StringBuilder(BOM);
    List<String> names = new ArrayList<>();
    for (RosterColumn column : RosterColumn.values()) {
      names.add(column.word());
    }
    file.append(CsvRecords.write(names));
    for (Shift shift : shifts) {
      file.append(CsvRecords.write(cells(shift, zone)));
    }
    return file.toString();
  }

  private static List<String> cells(Shift shift, ZoneId zone) {
    Shift.Person deputy = shift.deputy();
    Shift.Span leave = shift.leave();
    List<String> cells = new ArrayList<>();
    for (RosterColumn column : RosterColumn.values()) {
      cells.add(
          switch (column) {
            case FROM -> time(shift.span().from(), zone);
            case TO -> time(shift.span().to(), zone);
            case ROLE -> shift.role().word();
            case NAME -> shift.person().name();
            case MOBILE -> orEmpty(shift.person().mobile());
            case DEPUTY -> deputy == null ? "" : deputy.name();
            case DEPUTY_MOBILE -> deputy == null ? "" : orEmpty(deputy.mobile());
            case LEAVE_FROM -> leave == null ? "" : time(leave.from(), zone);
            case LEAVE_TO -> leave == null ? "" : time(leave.to(), zone);
            case COMMUNITY -> orEmpty(shift.area().community());
            case GRID -> orEmpty(shift.area().grid());
          });
    }
    return cells;
  }

  private static String time(long millis, ZoneId zone) {
    return TIME.format(Instant.ofEpochMilli(millis).atZone(zone));
  }

  private static String orEmpty(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
