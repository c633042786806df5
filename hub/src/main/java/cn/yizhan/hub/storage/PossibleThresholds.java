package cn.yizhan.hub.storage;

import cn.yizhan.hub.api.ImpossibleThresholds;
import cn.yizhan.hub.api.Rfc3339;
import cn.yizhan.protocol.config.ConfigFault;
import cn.yizhan.protocol.config.ThresholdCheck;
import cn.yizhan.protocol.rule.Thresholds;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/** Whether stations are left with thresholds that can be, now and when what is planned begins. */
final class PossibleThresholds {
  private PossibleThresholds() {}

  /** The beginning of the transaction, by the database's clock. */
  static Future<OffsetDateTime> now(SqlClient tx) {
    return tx.query("select now()")
        .execute()
        .map(rows -> rows.iterator().next().getOffsetDateTime(0));
  }

  /**
   * Fails with {@link ImpossibleThresholds} when one of the stations is left with thresholds that
   * cannot be.
   */
  static Future<Void> at(SqlConnection tx, List<Integer> stations) {
    return now(tx)
        .compose(
            now ->
                PgThresholds.courses(tx, stations)
                    .map(courses -> faults(courses, Times.fromSql(now))))
        .compose(
            faults ->
                faults.isEmpty()
                    ? Future.succeededFuture()
                    : Future.failedFuture(new ImpossibleThresholds(faults)));
  }

  private static List<ConfigFault> faults(
      Map<Integer, NavigableMap<Long, Thresholds>> courses, long now) {
    Map<Thresholds, Long> left = new LinkedHashMap<>();
    for (NavigableMap<Long, Thresholds> course : courses.values()) {
      course
          .tailMap(course.floorKey(now), true)
          .forEach((from, thresholds) -> left.merge(thresholds, from, Math::min));
    }
    for (Map.Entry<Thresholds, Long> each : left.entrySet()) {
      List<ConfigFault> faults = ThresholdCheck.faults(each.getKey().overrides());
      if (!faults.isEmpty()) {
        long from = each.getValue();
        return from <= now ? faults : faults.stream().map(fault -> later(fault, from)).toList();
      }
    }
    return List.of();
  }

  private static ConfigFault later(ConfigFault fault, long from) {
    String time = Rfc3339.format(Instant.ofEpochMilli(from));
    return new ConfigFault(fault.place(), fault.detail() + ", from " + time + " on");
  }
}
