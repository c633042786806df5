package cn.yizhan.hub.escalation;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is on duty when.
 *
 * @param shifts the shifts, in any order
 */
public record Roster(List<Shift> shifts) {
  /** Copies. */
  public Roster {
    shifts = List.copyOf(shifts);
  }

  /**
   * Somebody who is on duty.
   *
   * @param person who
   * @param deputy true when he stands in for somebody on leave
   */
  public record Duty(Shift.Person person, boolean deputy) {}

  /**
   * Who is on duty in that role for that place: the one with the narrowest area, of several the one
   * who began last; during a leave the deputy, and when there is none the next who fits.
   *
   * @param at epoch milliseconds
   * @return null when nobody is
   */
  public @Nullable Duty onDuty(DutyRole role, Shift.Area place, long at) {
    return shifts.stream()
        .filter(shift -> shift.role() == role && shift.span().contains(at))
        .filter(shift -> shift.area().fits(place) >= 0)
        .filter(shift -> !away(shift, at) || shift.deputy() != null)
        .sorted(
            Comparator.comparingInt((Shift shift) -> -shift.area().fits(place))
                .thenComparingLong(shift -> -shift.span().from())
                .thenComparing(shift -> shift.person().name()))
        .findFirst()
        .map(shift -> duty(shift, at))
        .orElse(null);
  }

  private static Duty duty(Shift shift, long at) {
    Shift.Person deputy = shift.deputy();
    return away(shift, at) && deputy != null
        ? new Duty(deputy, true)
        : new Duty(shift.person(), false);
  }

  private static boolean away(Shift shift, long at) {
    return shift.leave() != null && shift.leave().contains(at);
  }
}
