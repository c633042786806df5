package cn.yizhan.hub.escalation;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which days are working days. The source of the years known without being told is {@code
 * calendar.json} beside this class; in a year nobody knows, Monday to Friday are.
 */
public final class WorkDays {
  private static final WorkDays STANDARD = new WorkDays(CalendarJson.standard());

  private final TreeMap<Integer, CalendarYear> years = new TreeMap<>();

  private WorkDays(Collection<CalendarYear> years) {
    years.forEach(year -> this.years.put(year.year(), year));
  }

  /** The years of the product. */
  public static WorkDays standard() {
    return STANDARD;
  }

  /** The same with these years instead of, or besides, those known. */
  public WorkDays with(Collection<CalendarYear> others) {
    WorkDays more = new WorkDays(years.values());
    others.forEach(year -> more.years.put(year.year(), year));
    return more;
  }

  /** The years known, in their order. */
  public NavigableMap<Integer, CalendarYear> years() {
    return new TreeMap<>(years);
  }

  /** True when people work on that day. */
  public boolean works(LocalDate day) {
    // a notice may speak of the last days of the year before
    CalendarYear next = years.get(day.getYear() + 1);
    CalendarYear year = years.get(day.getYear());
    for (CalendarYear each : new CalendarYear[] {next, year}) {
      if (each != null && each.workdays().contains(day)) {
        return true;
      }
      if (each != null && each.off(day)) {
        return false;
      }
    }
    return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
  }

  /**
   * The year whose holidays should be known by now and are not: this one, and from 1 December the
   * next, whose notice comes out in November.
   */
  public Optional<Integer> missing(LocalDate today) {
    if (!years.containsKey(today.getYear())) {
      return Optional.of(today.getYear());
    }
    boolean december = today.getMonth() == Month.DECEMBER;
    return december && !years.containsKey(today.getYear() + 1)
        ? Optional.of(today.getYear() + 1)
        : Optional.empty();
  }
}
