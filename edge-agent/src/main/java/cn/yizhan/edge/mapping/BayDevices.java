package cn.yizhan.edge.mapping;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which piece of hardware switches which bay: the one that last reported the bay's relay. */
public final class BayDevices {
  private static final Pattern RELAY = Pattern.compile("bay/([1-9][0-9]{0,5})/relay");

  private static final Pattern BAY = Pattern.compile("bay/([1-9][0-9]{0,5})");

  private final Map<Integer, String> switches = new HashMap<>();

  /** Number of the bay whose relay the point is, or 0. */
  public static int relayOf(String point) {
    Matcher matcher = RELAY.matcher(point);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /** Number of the bay that a subject names, {@code bay/3}, or 0. */
  public static int bayOf(String subject) {
    Matcher matcher = BAY.matcher(subject);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /** A device has reported a point. */
  public void heard(String device, String point) {
    int bay = relayOf(point);
    if (bay > 0) {
      switches.put(bay, device);
    }
  }

  /** The device that switches the bay, or null when none has reported its relay yet. */
  public @Nullable String deviceOf(int bay) {
    return switches.get(bay);
  }
}
