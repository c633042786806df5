package cn.yizhan.edge.mapping.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the values of a family mean, by name. The first row that fits counts. Immutable. */
public final class ValueTable {
  private static final int NONE = -1;

  private final Map<String, ValueRow> plain = new HashMap<>();
  private final Map<Pattern, ValueRow> patterns = new LinkedHashMap<>();
  private final int first;

  /**
   * A row with the number in the name.
   *
   * @param row the row
   * @param number what stands for {@code #}, -1 for none
   */
  record Match(ValueRow row, int number) {}

  private ValueTable(List<ValueRow> rows, int first) {
    this.first = first;
    for (ValueRow row : rows) {
      if (row.name().matches("[^#~*]+")) {
        plain.putIfAbsent(row.name(), row);
      } else {
        patterns.put(pattern(row.name()), row);
      }
    }
  }

  /**
   * Reads a table of the program.
   *
   * @param beside the class it lies beside
   * @param resource its name
   * @param first number of a device's first channel, to which places in arrays are counted
   * @throws IllegalStateException when it is wrong, which tests rule out
   */
  public static ValueTable read(Class<?> beside, String resource, int first) {
    List<ValueRow> rows = new ArrayList<>();
    TableFile.rows(beside, resource).forEach(row -> rows.add(row(row)));
    return new ValueTable(rows, first);
  }

  /**
   * A table of rows in the form of those of the program.
   *
   * @param rows the rows
   * @param first as for {@link #read}
   * @throws IllegalStateException when one is wrong, saying which
   */
  public static ValueTable of(List<JsonNode> rows, int first) {
    return new ValueTable(rows.stream().map(ValueTable::row).toList(), first);
  }

  /** Number of a device's first channel. */
  int first() {
    return first;
  }

  /** The row for a name, null when the table does not know it. */
  @Nullable Match find(String name) {
    ValueRow exact = plain.get(name);
    if (exact != null) {
      return new Match(exact, NONE);
    }
    for (Map.Entry<Pattern, ValueRow> entry : patterns.entrySet()) {
      Matcher matcher = entry.getKey().matcher(name);
      if (matcher.matches()) {
        boolean numbered = matcher.groupCount() > 0 && matcher.group(1) != null;
        return new Match(entry.getValue(), numbered ? Integer.parseInt(matcher.group(1)) : NONE);
      }
    }
    return null;
  }

  /** True when values of that name are numbers of some quantity. */
  public boolean number(String name) {
    Match match = find(name);
    Quantity quantity = match == null ? null : match.row().quantity();
    return quantity != null && !quantity.state();
  }

  /** The kind of quantity of that name, empty when it is unknown or passed over. */
  public String kind(String name) {
    Match match = find(name);
    Quantity quantity = match == null ? null : match.row().quantity();
    return quantity == null ? "" : quantity.kind();
  }

  private static Pattern pattern(String name) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '#') {
        regex.append("([0-9]{1,3})");
      } else if (c == '~') {
        regex.append("[-_]");
      } else if (c == '*' && i + 1 < name.length() && name.charAt(i + 1) == '*') {
        regex.append(".*");
        i++;
      } else if (c == '*') {
        regex.append("[^./]*");
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static ValueRow row(JsonNode row) {
    TableFile.knownKeys(
        row, "name", "is", "unit", "channel", "base", "each", "nothing", "words", "pass");
    String kind = row.path("is").asText();
    Quantity quantity = Quantities.all().get(kind);
    boolean passed = row.path("pass").asText().length() > 3;
    if (row.path("name").asText().isEmpty() || (quantity == null) != passed) {
      throw new IllegalStateException("neither known nor passed over with a reason: " + row);
    }
    Set<String> nothing = new HashSet<>();
    row.path("nothing").forEach(text -> nothing.add(text.asText()));
    Map<String, Double> words = new HashMap<>();
    for (Map.Entry<String, JsonNode> word : row.path("words").properties()) {
      words.put(word.getKey(), word.getValue().asDouble(Double.NaN));
    }
    return new ValueRow(
        row.path("name").asText(),
        quantity,
        row.path("unit").textValue(),
        row.path("channel").asInt(NONE),
        row.path("base").asInt(0),
        row.path("each").asBoolean(),
        nothing,
        words);
  }
}
