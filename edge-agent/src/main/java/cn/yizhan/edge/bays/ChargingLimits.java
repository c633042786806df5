package cn.yizhan.edge.bays;

import cn.yizhan.protocol.message.BayUse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The numbers that decide on states and sessions, by what a bay is used for. They and their sources
 * are in {@code charging.json} beside this class. Powers in W, times in ms.
 */
final class ChargingLimits {
  private static final JsonNode TABLE = table();
  private static final Map<BayUse, ChargingLimits> BY_USE = byUse();

  /** At least this is a load. */
  final double load;

  /** Below this a load has ceased. */
  final double quiet;

  /** At most this is drawn when nothing is plugged in. */
  final double gone;

  /** A load is a session when it has held for this long. */
  final long loadHold = time("loadHold");

  /** A session draws nothing when that has held for this long. */
  final long quietHold = time("quietHold");

  /** A session that draws nothing is over after this long. */
  final long fullHold = time("fullHold");

  /** A load above this share of the session's greatest had not tapered off. */
  final double fallShare = value("any", "fallShare");

  /** A fall within this time is one at once. */
  final long fallTime = time("fallTime");

  /** A plug is out when it is said to be for this long. */
  final long plugHold = time("plugHold");

  /** A relay follows an order within this time. */
  final long followHold = time("followHold");

  /** How long the cause of a bay's going off may take to be known. */
  final long explainHold = time("explainHold");

  /** What was charged is taken to be gone this long after the end. */
  final long finishing = time("finishing");

  /** A session that is paused by order is over after this long. */
  final long pause = time("pause");

  /** A session of which nothing is heard is over after this long. */
  final long silence = time("silence");

  private ChargingLimits(BayUse use) {
    load = value(use.word(), "load");
    quiet = value(use.word(), "quiet");
    gone = value(use.word(), "gone");
  }

  static ChargingLimits of(BayUse use) {
    return Objects.requireNonNull(BY_USE.get(use));
  }

  private static long time(String name) {
    return Math.round(value("any", name) * 1_000);
  }

  private static double value(String group, String name) {
    JsonNode value = TABLE.path(group).path(name).path("value");
    if (!value.isNumber()) {
      throw new IllegalStateException("charging.json lacks " + group + "." + name);
    }
    return value.doubleValue();
  }

  private static Map<BayUse, ChargingLimits> byUse() {
    Map<BayUse, ChargingLimits> limits = new EnumMap<>(BayUse.class);
    for (BayUse use : BayUse.values()) {
      limits.put(use, new ChargingLimits(use));
    }
    return limits;
  }

  private static JsonNode table() {
    try (InputStream in = ChargingLimits.class.getResourceAsStream("charging.json")) {
      if (in == null) {
        throw new IllegalStateException("charging.json is missing from the jar");
      }
      return JsonMapper.builder().build().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
