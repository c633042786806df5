package cn.yizhan.bench.demo;

import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Config;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The district the demonstration shows: six street offices and their stations, marked 演示. Pure. */
final class DemoDistrict {
  /** Stations shown unless told otherwise. */
  static final int FEWEST = 12;

  /** Stations of the real district's working size. */
  static final int MOST = 188;

  private static final int LOVE_CORNER_EVERY = 4;

  /**
   * A street office.
   *
   * @param code its code
   * @param name its name, marked 演示
   */
  record Office(String code, String name) {
    JsonObject json() {
      return new JsonObject().put("code", code).put("name", name).put("demo", true);
    }
  }

  /**
   * A station.
   *
   * @param code its code
   * @param office its street office
   * @param number its number within the office, from 1
   * @param loveCorner whether it is a small love corner
   */
  record Station(String code, Office office, int number, boolean loveCorner) {
    String name() {
      String place = office.name().replace("（演示）", "");
      return place + (loveCorner ? "小哥爱心角" : "小哥驿站") + number + "（演示）";
    }

    List<Config.Bay> bays() {
      List<Config.Bay> bays = new ArrayList<>();
      int eBikes = loveCorner ? 1 : 4;
      int phones = loveCorner ? 1 : 2;
      for (int bay = 1; bay <= eBikes + phones; bay++) {
        bays.add(new Config.Bay(bay, bay <= eBikes ? BayUse.E_BIKE : BayUse.PHONE));
      }
      return bays;
    }

    List<Item> items() {
      return loveCorner ? ITEMS.subList(0, 2) : ITEMS;
    }

    Map<String, Double> capacities() {
      Map<String, Double> capacities = new LinkedHashMap<>();
      items().forEach(item -> capacities.put(item.code(), item.capacity()));
      return capacities;
    }

    /** The body of the request that registers the station. */
    JsonObject json() {
      JsonArray bays = new JsonArray();
      bays()
          .forEach(
              bay ->
                  bays.add(
                      new JsonObject().put("number", bay.number()).put("use", bay.use().word())));
      JsonArray items = new JsonArray();
      items().forEach(item -> items.add(item.json()));
      return new JsonObject()
          .put("code", code)
          .put("name", name())
          .put("office", office.code())
          .put("demo", true)
          .put("kind", loveCorner ? "love-corner" : "full")
          .put("address", "演示路" + (number * 8) + "号")
          .put("phone", String.format(Locale.ROOT, "0352-000%04d", number))
          .put("community", "演示社区")
          .put("grid", "第" + number + "网格")
          .put("bays", bays)
          .put("items", items);
    }
  }

  /**
   * A supply item.
   *
   * @param code its code
   * @param unit what it is counted in
   * @param capacity amount when full
   * @param minimum amount below which it is to be restocked
   */
  record Item(String code, String unit, double capacity, double minimum) {
    JsonObject json() {
      return new JsonObject()
          .put("code", code)
          .put("unit", unit)
          .put("capacity", capacity)
          .put("minimum", minimum);
    }
  }

  private static final List<Item> ITEMS =
      List.of(
          new Item("water", "l", 60, 10),
          new Item("paper-cups", "count", 200, 30),
          new Item("tissues", "count", 40, 6),
          new Item("first-aid", "count", 12, 3),
          new Item("umbrellas", "count", 20, 4));

  static final List<Office> OFFICES =
      List.of(
          new Office("xinwang", "新旺街道（演示）"),
          new Office("shuiposi", "水泊寺街道（演示）"),
          new Office("zhenhua", "振华街道（演示）"),
          new Office("kaiyuan", "开源街道（演示）"),
          new Office("xinhua", "新华街道（演示）"),
          new Office("yingbin", "迎宾街道（演示）"));

  private DemoDistrict() {}

  /** That many stations, spread evenly over the offices. */
  static List<Station> stations(int count) {
    List<Station> stations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Office office = OFFICES.get(i % OFFICES.size());
      int number = i / OFFICES.size() + 1;
      String code = String.format(Locale.ROOT, "dt-%s-%02d", office.code(), number);
      stations.add(
          new Station(code, office, number, i % LOVE_CORNER_EVERY == LOVE_CORNER_EVERY - 1));
    }
    return stations;
  }
}
