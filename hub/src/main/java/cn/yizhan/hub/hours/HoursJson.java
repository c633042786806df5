package cn.yizhan.hub.hours;

import cn.yizhan.hub.hours.OpeningHours.Exceptional;
import cn.yizhan.hub.hours.OpeningHours.Weekly;
import cn.yizhan.protocol.config.ConfigFault;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Opening hours as JSON; everything that is wrong with them is found at once. */
public final class HoursJson {
  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-4]):([0-5][0-9])");
  private static final int MOST_SPANS = 50;
  private static final int MOST_DAYS = 400;
  private static final int LONGEST_REASON = 200;
  private static final int WEEK = 7 * DailySpan.DAY;

  private final List<ConfigFault> faults = new ArrayList<>();

  private HoursJson() {}

  /**
   * What came of reading.
   *
   * @param hours the hours, null when they have faults
   * @param faults all that is wrong, each with its place
   */
  public record Read(@Nullable OpeningHours hours, List<ConfigFault> faults) {}

  /** A span, where it was said, and when in a week or a day it is, in minutes. */
  private record Said(String place, int from, int to) {}

  /** Reads opening hours. */
  public static Read read(JsonNode json) {
    HoursJson reader = new HoursJson();
    List<Weekly> week = reader.week(json.path("week"));
    Map<LocalDate, Exceptional> exceptions = reader.exceptions(json.path("exceptions"));
    return reader.faults.isEmpty()
        ? new Read(new OpeningHours(week, exceptions), List.of())
        : new Read(null, List.copyOf(reader.faults));
  }

  private List<Weekly> week(JsonNode json) {
    List<Weekly> week = new ArrayList<>();
    if (!json.isArray() || json.size() > MOST_SPANS) {
      fault("week", "expected a list of at most " + MOST_SPANS + " spans");
      return week;
    }
    List<Said> said = new ArrayList<>();
    for (int i = 0; i < json.size(); i++) {
      String place = "week[" + i + "]";
      Set<DayOfWeek> days = days(place + ".days", json.get(i).path("days"));
      DailySpan span = span(place, json.get(i));
      if (span != null) {
        week.add(new Weekly(days, span));
        for (DayOfWeek day : days) {
          int begins = (day.getValue() - 1) * DailySpan.DAY;
          said.add(new Said(place, begins + span.from(), begins + span.end()));
        }
      }
    }
    checkOverlaps(said, WEEK);
    return week;
  }

  private Set<DayOfWeek> days(String place, JsonNode json) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (JsonNode day : json) {
      if (!day.isInt() || day.intValue() < 1 || day.intValue() > 7) {
        fault(place, "expected 1 for Monday to 7 for Sunday");
      } else if (!days.add(DayOfWeek.of(day.intValue()))) {
        fault(place, "the same day twice");
      }
    }
    if (!json.isArray() || json.isEmpty()) {
      fault(place, "expected at least one day");
    }
    return days;
  }

  private Map<LocalDate, Exceptional> exceptions(JsonNode json) {
    Map<LocalDate, Exceptional> exceptions = new TreeMap<>();
    if ((!json.isMissingNode() && !json.isArray()) || json.size() > MOST_DAYS) {
      fault("exceptions", "expected a list of at most " + MOST_DAYS + " days");
      return exceptions;
    }
    for (int i = 0; i < json.size(); i++) {
      String place = "exceptions[" + i + "]";
      LocalDate date = date(place + ".date", json.get(i).path("date"));
      String reason = json.get(i).path("reason").asText();
      if (reason.isBlank() || reason.length() > LONGEST_REASON) {
        fault(place + ".reason", "expected why, at most " + LONGEST_REASON + " characters");
      }
      Exceptional day = new Exceptional(spans(place + ".spans", json.get(i).path("spans")), reason);
      if (date != null && exceptions.put(date, day) != null) {
        fault(place + ".date", "the same day twice");
      }
    }
    return exceptions;
  }

  private List<DailySpan> spans(String place, JsonNode json) {
    List<DailySpan> spans = new ArrayList<>();
    if (!json.isArray() || json.size() > MOST_SPANS) {
      fault(place, "expected a list of spans, an empty one for a day on which it is closed");
      return spans;
    }
    List<Said> said = new ArrayList<>();
    for (int i = 0; i < json.size(); i++) {
      DailySpan span = span(place + '[' + i + ']', json.get(i));
      if (span != null) {
        spans.add(span);
        said.add(new Said(place + '[' + i + ']', span.from(), span.end()));
      }
    }
    checkOverlaps(said, Integer.MAX_VALUE);
    return spans;
  }

  private @Nullable LocalDate date(String place, JsonNode json) {
    try {
      return LocalDate.parse(json.asText());
    } catch (DateTimeParseException e) {
      fault(place, "expected a date like 2026-10-01");
      return null;
    }
  }

  private @Nullable DailySpan span(String place, JsonNode json) {
    int from = time(place + ".from", json.path("from"));
    int to = time(place + ".to", json.path("to"));
    if (from < 0 || to < 0) {
      return null;
    }
    if (from == DailySpan.DAY) {
      fault(place + ".from", "expected at most 23:59");
      return null;
    }
    if (from == to) {
      fault(place + ".to", "expected another time than from; a whole day is 00:00 to 24:00");
      return null;
    }
    return new DailySpan(from, to == 0 ? DailySpan.DAY : to);
  }

  /** Minutes after midnight, negative when it is no time. */
  private int time(String place, JsonNode json) {
    Matcher matcher = TIME.matcher(json.asText());
    if (matcher.matches()) {
      int minutes = Integer.parseInt(matcher.group(1)) * 60 + Integer.parseInt(matcher.group(2));
      if (minutes <= DailySpan.DAY) {
        return minutes;
      }
    }
    fault(place, "expected a time of day from 00:00 to 24:00");
    return -1;
  }

  /** Spans may touch; the last of a week is followed by the first of the next. */
  private void checkOverlaps(List<Said> said, int period) {
    List<Said> sorted = new ArrayList<>(said);
    sorted.sort(Comparator.comparingInt(Said::from));
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).from() < sorted.get(i - 1).to()) {
        fault(sorted.get(i).place(), "overlaps " + sorted.get(i - 1).place());
      }
    }
    if (!sorted.isEmpty()) {
      Said last = sorted.get(sorted.size() - 1);
      if (last.to() > period && last.to() - period > sorted.get(0).from()) {
        fault(sorted.get(0).place(), "overlaps " + last.place());
      }
    }
  }

  private void fault(String place, String detail) {
    faults.add(new ConfigFault(place, detail));
  }

  /** Writes what {@link #read} reads. */
  public static ObjectNode write(OpeningHours hours) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode week = json.putArray("week");
    for (Weekly weekly : hours.week()) {
      ObjectNode each = week.addObject();
      ArrayNode days = each.putArray("days");
      weekly.days().stream().sorted().forEach(day -> days.add(day.getValue()));
      write(each, weekly.span());
    }
    ArrayNode exceptions = json.putArray("exceptions");
    new TreeMap<>(hours.exceptions())
        .forEach(
            (date, day) -> {
              ObjectNode each = exceptions.addObject().put("date", date.toString());
              ArrayNode spans = each.putArray("spans");
              day.spans().forEach(span -> write(spans.addObject(), span));
              each.put("reason", day.reason());
            });
    return json;
  }

  private static void write(ObjectNode json, DailySpan span) {
    json.put("from", DailySpan.text(span.from())).put("to", DailySpan.text(span.to()));
  }
}
