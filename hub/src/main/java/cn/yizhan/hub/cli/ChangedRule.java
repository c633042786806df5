package cn.yizhan.hub.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A rule with changed thresholds, and times, as options name them. */
final class ChangedRule {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  @Option(names = "--rule", required = true, description = "Id of the rule, S02 for instance.")
  private String rule = "";

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A changed threshold; may be given several times. The others are as in force.")
  private List<String> changes = List.of();

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "Asia/Shanghai",
      description = "Time zone of days and of times shown (default: ${DEFAULT-VALUE}).")
  private String zone = "Asia/Shanghai";

  /** Id of the rule. */
  String rule() {
    return rule;
  }

  /**
   * The changed values by the names of thresholds.
   *
   * @param mistakes takes what cannot be read
   */
  Map<String, Double> thresholds(List<String> mistakes) {
    Map<String, Double> thresholds = new HashMap<>();
    for (String change : changes) {
      int equals = change.indexOf('=');
      try {
        if (equals > 0) {
          thresholds.put(change.substring(0, equals), Double.valueOf(change.substring(equals + 1)));
          continue;
        }
      } catch (NumberFormatException notANumber) {
        // said below
      }
      mistakes.add("--set " + change + ": expected NAME=NUMBER");
    }
    return thresholds;
  }

  /** The zone of days; when it cannot be read, that of Shanghai. */
  ZoneId zone(List<String> mistakes) {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      mistakes.add("--zone: there is no time zone " + zone);
      return SHANGHAI;
    }
  }

  /** A time in epoch milliseconds, of a day its beginning; null when it cannot be read. */
  static @Nullable Long time(String option, String text, ZoneId days, List<String> mistakes) {
    try {
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay(days).toInstant().toEpochMilli()
          : OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      mistakes.add(
          option + ": expected a day like 2026-11-01 or a time like 2026-11-01T08:00:00+08:00");
      return null;
    }
  }

  /** A time as people read it. */
  static String shown(String time, ZoneId days) {
    return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")
        .format(Instant.parse(time).atZone(days));
  }
}
