package cn.yizhan.edge.mapping.shelly;

import cn.yizhan.edge.mapping.Said;
import cn.yizhan.edge.mapping.vendor.Hearing;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a device tells that is no status: presses of buttons, and news of itself. */
final class ShellyEvents {
  private static final int MOST = 50;

  /** News of the device itself, and ways to press that follow after down and up. */
  private static final Set<String> CHATTER =
      Set.of(
          "single_push",
          "double_push",
          "triple_push",
          "long_push",
          "config_changed",
          "ota_begin",
          "ota_progress",
          "ota_success",
          "ota_error",
          "scheduled_restart",
          "sleep",
          "component_added",
          "component_removed");

  private final Map<String, String> texts;

  /** The values of the frame, by name. */
  ShellyEvents(Map<String, String> texts) {
    this.texts = texts;
  }

  void read(Hearing hearing) {
    for (int i = 0; i < MOST; i++) {
      String event = text(i, "event");
      if (event == null) {
        return;
      }
      String component = String.valueOf(text(i, "component"));
      if (event.equals("btn_down") || event.equals("btn_up")) {
        hearing.take(component + ".state", -1, event.equals("btn_down") ? "true" : "false");
      } else if (!CHATTER.contains(event)) {
        hearing.puzzle(Said.Why.UNKNOWN_VALUE, component + "." + event, event);
      }
    }
  }

  private @Nullable String text(int place, String key) {
    return texts.get("params.events." + place + "." + key);
  }
}
