package cn.yizhan.hub.cli;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Items as lines of text with aligned columns. */
final class Columns {
  private static final String NOTHING = "-";

  private Columns() {}

  /**
   * A heading and a line for each item.
   *
   * @param items what to show
   * @param members the members to show; {@code a.b} for one of a nested object
   */
  static List<String> lines(List<JsonObject> items, List<String> members) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(members.stream().map(name -> name.toUpperCase(java.util.Locale.ROOT)).toList());
    for (JsonObject item : items) {
      rows.add(members.stream().map(member -> cell(item, member)).toList());
    }
    int[] widths = new int[members.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = row.get(i);
      line.append(cell).append(" ".repeat(widths[i] - width(cell) + 2));
    }
    return line.toString().stripTrailing();
  }

  private static String cell(JsonObject item, String member) {
    int dot = member.indexOf('.');
    if (dot > 0) {
      JsonObject nested = item.getJsonObject(member.substring(0, dot));
      return nested == null ? NOTHING : cell(nested, member.substring(dot + 1));
    }
    Object value = item.getValue(member);
    return value == null ? NOTHING : value.toString();
  }

  /** How many places a terminal gives a text: two for a Chinese character. */
  private static int width(String text) {
    return text.codePoints().map(c -> Character.isIdeographic(c) ? 2 : 1).sum();
  }
}
