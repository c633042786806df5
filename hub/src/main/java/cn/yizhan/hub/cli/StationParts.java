package cn.yizhan.hub.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Bays and items as they are typed. */
final class StationParts {
  private static final List<String> WIRING = List.of("low", "circuit");

  private StationParts() {}

  /** {@code 1:e-bike} or {@code 1:e-bike:low:circuit} as JSON. */
  static JsonArray bays(List<String> typed) throws CommandFailure {
    JsonArray bays = new JsonArray();
    for (String bay : typed) {
      String[] parts = bay.split(":", -1);
      List<String> wiring = List.of(parts).subList(Math.min(2, parts.length), parts.length);
      if (parts.length < 2 || !WIRING.containsAll(wiring)) {
        throw new CommandFailure(
            "--bay "
                + bay
                + ": expected NUMBER:USE, 1:e-bike for instance, with :low and :circuit where it is");
      }
      try {
        JsonObject json =
            new JsonObject().put("number", Integer.valueOf(parts[0])).put("use", parts[1]);
        wiring.forEach(word -> json.put(word, true));
        bays.add(json);
      } catch (NumberFormatException e) {
        throw new CommandFailure("--bay " + bay + ": " + parts[0] + " is not a whole number");
      }
    }
    return bays;
  }

  /** {@code water:l:40:5} as JSON. */
  static JsonArray items(List<String> typed) throws CommandFailure {
    JsonArray items = new JsonArray();
    for (String item : typed) {
      String[] parts = item.split(":", -1);
      if (parts.length != 4) {
        throw new CommandFailure(
            "--item " + item + ": expected CODE:UNIT:CAPACITY:MINIMUM, water:l:40:5 for instance");
      }
      items.add(
          new JsonObject()
              .put("code", parts[0])
              .put("unit", parts[1])
              .put("capacity", number(item, parts[2]))
              .put("minimum", number(item, parts[3])));
    }
    return items;
  }

  private static Double number(String item, String text) throws CommandFailure {
    try {
      Double number = Double.valueOf(text);
      if (!number.isNaN() && !number.isInfinite()) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new CommandFailure("--item " + item + ": " + text + " is not a number");
    }
    throw new CommandFailure("--item " + item + ": " + text + " is not a number");
  }
}
