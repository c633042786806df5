package cn.yizhan.hub.console;

import cn.yizhan.hub.console.Overview.BayLine;
import cn.yizhan.hub.console.Overview.StationLine;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to tell somebody who has seen one overview of a later one.
 *
 * <p>Alerts, presence and the states of bays are told at once. Values that move all the time
 * (watts, degrees, levels, people) are told only when the caller asks for them, every few seconds,
 * so that 188 busy stations do not fill a telephone's connection.
 *
 * @param seen the overview as its reader has it afterwards
 * @param event what to send, null when there is nothing to tell
 */
record Change(Overview seen, @Nullable JsonObject event) {

  /**
   * Compares.
   *
   * @param before as the reader has it
   * @param after as it is
   * @param values true to tell of values that move all the time
   */
  static Change between(Overview before, Overview after, boolean values) {
    Map<String, StationLine> had = new HashMap<>();
    before.stations().forEach(line -> had.put(line.place().code(), line));
    List<StationLine> told = new ArrayList<>();
    List<StationLine> seen = new ArrayList<>();
    for (StationLine line : after.stations()) {
      StationLine old = had.remove(line.place().code());
      boolean tell = old == null || !(values ? old.equals(line) : calm(old).equals(calm(line)));
      if (tell) {
        told.add(line);
      }
      seen.add(tell || old == null ? line : old);
    }
    boolean alerts = !before.alerts().equals(after.alerts());
    boolean totals = values && !before.totals().equals(after.totals());
    if (told.isEmpty() && had.isEmpty() && !alerts && !totals) {
      return new Change(before, null);
    }
    Overview now = new Overview(after.time(), after.totals(), after.alerts(), seen);
    return new Change(now, event(after, alerts, told, had.keySet()));
  }

  private static JsonObject event(
      Overview after, boolean alerts, List<StationLine> told, Set<String> removed) {
    JsonObject event =
        new JsonObject()
            .put("time", OverviewJson.time(after.time()))
            .put("totals", OverviewJson.totals(after.totals()));
    if (alerts) {
      event.put("alerts", OverviewJson.alerts(after.alerts()));
    }
    if (!told.isEmpty()) {
      event.put("stations", OverviewJson.stations(told));
    }
    if (!removed.isEmpty()) {
      event.put("removed", new JsonArray(List.copyOf(removed)));
    }
    return event;
  }

  /** The line without what moves all the time. */
  private static StationLine calm(StationLine line) {
    List<BayLine> bays = new ArrayList<>();
    for (BayLine bay : line.bays()) {
      bays.add(new BayLine(bay.number(), bay.use(), bay.state(), bay.cut(), null, null));
    }
    return new StationLine(line.place(), line.suspended(), line.presence(), bays, List.of(), null);
  }
}
