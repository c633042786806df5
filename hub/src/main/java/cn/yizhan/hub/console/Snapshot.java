package cn.yizhan.hub.console;

import cn.yizhan.hub.rules.Item;
import cn.yizhan.protocol.message.Config;
import java.util.List;

/**
 * What is stored of the stations an actor sees.
 *
 * @param stations the stations
 * @param alerts the alerts that are not closed, the most urgent first, up to a limit
 * @param openAlerts how many there are without that limit
 * @param latest latest values
 */
public record Snapshot(
    List<Entry> stations, List<OpenAlert> alerts, int openAlerts, Latest latest) {

  /**
   * A registered station.
   *
   * @param id its database id
   * @param place how people speak of it
   * @param suspended true while it is out of service
   * @param presence whether it is connected
   * @param bays its charging bays, by number
   * @param items its supplies
   */
  public record Entry(
      int id,
      Place place,
      boolean suspended,
      Presence presence,
      List<Config.Bay> bays,
      List<Item> items) {}
}
