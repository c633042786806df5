package cn.yizhan.hub.ingest;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.Collection;

/** The days for which reports can be stored. */
public interface ReportDays {
  /**
   * Whether a report of that time is known to have a place.
   *
   * @param at milliseconds since 1970 UTC
   */
  boolean covers(long at);

  /** Makes room for reports of these UTC days. */
  Future<Void> ensure(Collection<LocalDate> days);

  /**
   * Makes room for reports of these UTC days whatever is known of them: a batch was refused, and
   * perhaps because somebody has removed a day.
   */
  Future<Void> ensureAnew(Collection<LocalDate> days);
}
