package cn.yizhan.hub.console;

import cn.yizhan.protocol.message.BayUse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows.
 *
 * @param time as of when, epoch milliseconds
 * @param totals counts
 * @param alerts open alerts, the most urgent first
 * @param stations stations by office and code
 */
public record Overview(
    long time, Totals totals, List<OpenAlert> alerts, List<StationLine> stations) {

  /**
   * Counts over the stations in service; alerts are counted wherever they are.
   *
   * @param stations stations
   * @param online stations that are connected
   * @param openAlerts alerts that are not closed
   * @param people people in stations, as far as known
   * @param bays charging bays
   * @param baysFree bays known to be available
   */
  public record Totals(
      int stations, int online, int openAlerts, int people, int bays, int baysFree) {}

  /**
   * One station.
   *
   * @param place how people speak of it
   * @param suspended true while it is out of service: shown, and not counted in the totals
   * @param presence whether it is connected
   * @param bays its bays by number
   * @param supplies the three lowest, the lowest first
   * @param people people in it, null when unknown
   */
  public record StationLine(
      Place place,
      boolean suspended,
      Presence presence,
      List<BayLine> bays,
      List<SupplyLine> supplies,
      @Nullable Integer people) {}

  /**
   * One bay.
   *
   * @param number its number
   * @param use what is charged there
   * @param state its OCPP word, {@code unknown} when it is not known now
   * @param cut how it was cut for a danger that still holds, null when it was not
   * @param power watts, null when not known now
   * @param temperature degrees Celsius, null when not known now
   */
  public record BayLine(
      int number,
      BayUse use,
      String state,
      @Nullable Cut cut,
      @Nullable Integer power,
      @Nullable Double temperature) {}

  /** How a bay was cut. */
  public enum Cut {
    /** It may switch on again by itself. */
    CUT,
    /** Somebody has to reset it on site. */
    LATCHED
  }

  /**
   * One supply.
   *
   * @param item its code
   * @param level null when unknown
   * @param unit unit of all three
   * @param capacity level when full
   * @param minimum level at which it is to be restocked
   */
  public record SupplyLine(
      String item, @Nullable Double level, String unit, double capacity, double minimum) {}
}
