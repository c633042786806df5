package cn.yizhan.hub.escalation;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * The holidays and make-up working days of a year, as the State Council's yearly notice says.
 *
 * @param year the year
 * @param source the notice
 * @param holidays days off
 * @param workdays days at weekends on which people work
 */
public record CalendarYear(
    int year, String source, List<Holiday> holidays, Set<LocalDate> workdays) {
  /** Copies. */
  public CalendarYear {
    holidays = List.copyOf(holidays);
    workdays = Set.copyOf(workdays);
  }

  /**
   * Days off.
   *
   * @param name what for
   * @param from first day
   * @param to last day
   */
  public record Holiday(String name, LocalDate from, LocalDate to) {
    boolean contains(LocalDate day) {
      return !day.isBefore(from) && !day.isAfter(to);
    }
  }

  boolean off(LocalDate day) {
    return holidays.stream().anyMatch(holiday -> holiday.contains(day));
  }
}
