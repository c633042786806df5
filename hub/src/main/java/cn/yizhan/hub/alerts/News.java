package cn.yizhan.hub.alerts;

import java.util.Arrays;
import java.util.List;

/**
 * What systems are told of stations when they ask for it; the {@code type} of a notification. No
 * work for people: that are alerts.
 */
public enum News {
  /** A station is not connected any more. */
  STATION_OFFLINE("station.offline"),
  /** A station is connected, for the first time or again. */
  STATION_ONLINE("station.online"),
  /** An item of a station is to be restocked. */
  RESTOCK_REQUESTED("restock.requested"),
  /** An item needs no restock any more. */
  RESTOCK_DONE("restock.done");

  private final String type;

  News(String type) {
    this.type = type;
  }

  /** The {@code type} of the notification. */
  public String type() {
    return type;
  }

  /** The word by which an endpoint asks for it, and for its like. */
  public String group() {
    return type.substring(0, type.indexOf('.'));
  }

  /** All there is to ask for. */
  public static List<String> groups() {
    return Arrays.stream(values()).map(News::group).distinct().toList();
  }
}
