package cn.yizhan.hub.escalation;

import java.util.ArrayList;
import java.util.List;

/** Comma separated values after RFC 4180; a line may also end with a line feed alone. */
final class CsvRecords {
  private final String text;
  private final List<Line> lines = new ArrayList<>();
  private int at;
  private int line = 1;

  /**
   * A record.
   *
   * @param number line of the file on which it begins, from 1
   * @param cells its cells
   * @param sound false when its quotes are not as they should be
   */
  record Line(int number, List<String> cells, boolean sound) {}

  private CsvRecords(String text) {
    this.text = text;
  }

  /** The records; lines without a character are none. */
  static List<Line> read(String text) {
    CsvRecords reader = new CsvRecords(text);
    while (reader.at < text.length()) {
      reader.record();
    }
    return reader.lines;
  }

  private void record() {
    int begins = line;
    List<String> cells = new ArrayList<>();
    boolean sound = true;
    boolean more = true;
    while (more) {
      StringBuilder cell = new StringBuilder();
      boolean quotes = at < text.length() && text.charAt(at) == '"';
      sound &= quotes ? quoted(cell) : plain(cell);
      cells.add(cell.toString());
      more = at < text.length() && text.charAt(at) == ',';
      if (more) {
        at++;
      }
    }
    endOfLine();
    if (cells.size() > 1 || !cells.get(0).isEmpty()) {
      lines.add(new Line(begins, List.copyOf(cells), sound));
    }
  }

  private boolean plain(StringBuilder cell) {
    boolean sound = true;
    while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
      sound &= text.charAt(at) != '"';
      cell.append(text.charAt(at++));
    }
    return sound;
  }

  private boolean quoted(StringBuilder cell) {
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        line += c == '\n' ? 1 : 0;
        cell.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        cell.append(text.charAt(at++));
      } else {
        // nothing but the end of the cell may follow the closing quote
        int closed = at;
        plain(new StringBuilder());
        return at == closed;
      }
    }
    return false;
  }

  private void endOfLine() {
    if (at < text.length() && text.charAt(at) == '\r') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '\n') {
      at++;
    }
    line++;
  }

  /** A record as a line with its end; cells are quoted where they need it. */
  static String write(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      boolean quote = cell.chars().anyMatch(c -> ",\"\r\n".indexOf(c) >= 0);
      line.append(i == 0 ? "" : ",").append(quote ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
    }
    return line.append("\r\n").toString();
  }
}
