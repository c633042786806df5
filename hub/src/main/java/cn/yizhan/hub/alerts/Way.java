package cn.yizhan.hub.alerts;

import cn.yizhan.protocol.Label;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How to get there: address, telephone and community, as far as they are registered. */
final class Way {
  private Way() {}

  /** One line; empty when nothing is registered. */
  static Label of(Place place) {
    List<String> zh = new ArrayList<>();
    List<String> en = new ArrayList<>();
    Place.Station station = place.station();
    if (station != null) {
      add("地址：", "Address: ", station.address(), zh, en);
      add("驿站电话：", "Phone: ", station.phone(), zh, en);
    }
    add("社区：", "Community: ", place.community(), zh, en);
    return new Label(String.join(" ", zh), String.join(" ", en));
  }

  private static void add(
      String zhName, String enName, @Nullable String value, List<String> zh, List<String> en) {
    if (value != null && !value.isBlank()) {
      zh.add(zhName + value);
      en.add(enName + value);
    }
  }
}
