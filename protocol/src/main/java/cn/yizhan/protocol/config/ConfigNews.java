package cn.yizhan.protocol.config;

import cn.yizhan.protocol.codec.Limits;
import cn.yizhan.protocol.message.StationEvent;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of a configuration at the station, told by an event of the station itself.
 *
 * @param applied true when it is in force, false when it was refused and the one before stays
 * @param version its version
 * @param reason why it was refused; empty when it is in force
 */
public record ConfigNews(boolean applied, long version, String reason) {
  private static final String APPLIED = "config.applied";
  private static final String REFUSED = "config.refused";
  private static final int LONGEST = 500;

  /** The same news as an event. */
  public StationEvent event(String id, long at) {
    Map<String, Object> data = new TreeMap<>();
    data.put("version", (double) version);
    if (!applied) {
      data.put("reason", reason.length() > LONGEST ? reason.substring(0, LONGEST) : reason);
    }
    return new StationEvent(id, applied ? APPLIED : REFUSED, at, "station", null, data);
  }

  /** The news in an event, or null when it is about something else. */
  public static @Nullable ConfigNews of(StationEvent event) {
    boolean applied = event.type().equals(APPLIED);
    if ((applied || event.type().equals(REFUSED))
        && event.data().get("version") instanceof Double version
        && version >= 0
        && version <= Limits.MAX_NUMBER
        && version == Math.rint(version)) {
      Object reason = event.data().get("reason");
      return new ConfigNews(
          applied, version.longValue(), !applied && reason instanceof String said ? said : "");
    }
    return null;
  }
}
