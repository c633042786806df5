package cn.yizhan.hub.escalation;

import cn.yizhan.protocol.config.ConfigFault;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Years of the calendar as JSON; everything that is wrong with one is found at once. */
public final class CalendarJson {
  private final int year;
  private final List<ConfigFault> faults = new ArrayList<>();

  private CalendarJson(int year) {
    this.year = year;
  }

  /**
   * What came of reading.
   *
   * @param year the year, null when it has faults
   * @param faults all that is wrong, each with its place
   */
  public record Read(@Nullable CalendarYear year, List<ConfigFault> faults) {}

  /** Reads what a notice says of that year. */
  public static Read read(int year, JsonNode json) {
    CalendarJson reader = new CalendarJson(year);
    CalendarYear read = reader.read(json);
    return reader.faults.isEmpty()
        ? new Read(read, List.of())
        : new Read(null, List.copyOf(reader.faults));
  }

  static List<CalendarYear> standard() {
    List<CalendarYear> years = new ArrayList<>();
    for (JsonNode json : Resources.read("calendar.json").get("years")) {
      Read read = read(json.get("year").asInt(), json);
      if (read.year() == null) {
        throw new IllegalStateException("calendar.json: " + read.faults());
      }
      years.add(read.year());
    }
    return years;
  }

  private CalendarYear read(JsonNode json) {
    String source = json.path("source").asText("");
    if (source.isBlank()) {
      fault("source", "expected the notice that says so");
    }
    List<CalendarYear.Holiday> holidays = new ArrayList<>();
    JsonNode given = json.path("holidays");
    if (!given.isArray() || given.isEmpty()) {
      fault("holidays", "expected at least one");
    }
    for (int i = 0; i < given.size(); i++) {
      CalendarYear.Holiday holiday = holiday("holidays[" + i + "]", given.get(i));
      if (holiday != null) {
        holidays.add(holiday);
      }
    }
    Set<LocalDate> workdays = new HashSet<>();
    JsonNode days = json.path("workdays");
    for (int i = 0; i < days.size(); i++) {
      LocalDate day = day("workdays[" + i + "]", days.get(i));
      if (day != null) {
        checkWorkday("workdays[" + i + "]", day, holidays);
        workdays.add(day);
      }
    }
    return new CalendarYear(year, source, holidays, workdays);
  }

  private CalendarYear.@Nullable Holiday holiday(String place, JsonNode json) {
    LocalDate from = day(place + ".from", json.path("from"));
    LocalDate to = day(place + ".to", json.path("to"));
    if (from == null || to == null) {
      return null;
    }
    if (to.isBefore(from) || to.isAfter(from.plusDays(14))) {
      fault(place + ".to", "expected a day from the first on, within two weeks");
      return null;
    }
    return new CalendarYear.Holiday(json.path("name").asText(""), from, to);
  }

  private void checkWorkday(String place, LocalDate day, List<CalendarYear.Holiday> holidays) {
    if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
      fault(place, day + " is a working day anyway");
    }
    if (holidays.stream().anyMatch(holiday -> holiday.contains(day))) {
      fault(place, day + " is a holiday, too");
    }
  }

  private @Nullable LocalDate day(String place, JsonNode json) {
    try {
      LocalDate day = LocalDate.parse(json.asText());
      if (day.getYear() == year || (day.getYear() == year - 1 && day.getMonthValue() == 12)) {
        return day;
      }
      fault(place, "expected a day of " + year + " or of the December before");
    } catch (DateTimeParseException e) {
      fault(place, "expected a day like " + year + "-10-01");
    }
    return null;
  }

  private void fault(String place, String detail) {
    faults.add(new ConfigFault(place, detail));
  }

  /** Writes a year as {@link #read} reads it. */
  public static ObjectNode write(CalendarYear year) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("year", year.year());
    json.put("source", year.source());
    ArrayNode holidays = json.putArray("holidays");
    for (CalendarYear.Holiday holiday : year.holidays()) {
      holidays
          .addObject()
          .put("name", holiday.name())
          .put("from", holiday.from().toString())
          .put("to", holiday.to().toString());
    }
    ArrayNode workdays = json.putArray("workdays");
    year.workdays().stream().sorted().forEach(day -> workdays.add(day.toString()));
    return json;
  }
}
