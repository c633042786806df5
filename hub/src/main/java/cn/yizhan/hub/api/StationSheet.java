package cn.yizhan.hub.api;

import cn.yizhan.protocol.StationCode;
import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Config;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the registration of a station out of JSON that is valid by its schema. */
final class StationSheet {
  private StationSheet() {}

  /**
   * The station.
   *
   * @throws Refusal when a bay or an item stands there twice, or a minimum is above its capacity
   */
  static NewStation read(JsonObject body) {
    return new NewStation(
        new StationCode(body.getString("code")),
        body.getString("name"),
        body.getString("office"),
        body.getString("kind"),
        body.getString("status", "live"),
        new NewStation.Whereabouts(
            body.getString("address"),
            body.getString("phone"),
            body.getString("community"),
            body.getString("grid"),
            body.getString("hostShop"),
            place(body.getJsonObject("place"))),
        new NewStation.Equipment(
            bays(body.getJsonArray("bays", new JsonArray())),
            items(body.getJsonArray("items", new JsonArray())),
            body.getDouble("breaker", 0.0)),
        body.getBoolean("demo", false));
  }

  private static NewStation.@Nullable Place place(@Nullable JsonObject place) {
    return place == null
        ? null
        : new NewStation.Place(
            place.getDouble("lat"), place.getDouble("lon"), place.getString("crs"));
  }

  private static List<Config.Bay> bays(JsonArray array) {
    List<Config.Bay> bays = new ArrayList<>();
    Set<Integer> numbers = new HashSet<>();
    for (int i = 0; i < array.size(); i++) {
      JsonObject bay = array.getJsonObject(i);
      int number = bay.getInteger("number");
      if (!numbers.add(number)) {
        throw Refusal.invalid("body.bays[" + i + "].number", "there is a bay " + number + " above");
      }
      bays.add(
          new Config.Bay(
              number,
              Objects.requireNonNull(BayUse.of(bay.getString("use"))),
              bay.getBoolean("low", false),
              bay.getBoolean("circuit", false)));
    }
    return bays;
  }

  private static List<NewItem> items(JsonArray array) {
    List<NewItem> items = new ArrayList<>();
    Set<String> codes = new HashSet<>();
    for (int i = 0; i < array.size(); i++) {
      JsonObject json = array.getJsonObject(i);
      String code = json.getString("code");
      String place = "body.items[" + i + "]";
      if (!codes.add(code)) {
        throw Refusal.invalid(place + ".code", "there is an item " + code + " above");
      }
      items.add(NewItem.read(json, code, place));
    }
    return items;
  }
}
