package cn.yizhan.hub.escalation;

import java.time.LocalTime;

/**
 * When people work on a working day.
 *
 * @param from first minute
 * @param until end, later than {@code from}
 */
public record WorkingHours(LocalTime from, LocalTime until) {
  /** Refuses a day that ends before it begins. */
  public WorkingHours {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("the working day ends at " + until + " before " + from);
    }
  }
}
