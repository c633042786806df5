package cn.yizhan.hub.api;

import cn.yizhan.protocol.StationCode;
import cn.yizhan.protocol.message.Config;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A station to be registered.
 *
 * @param code its code
 * @param name what people call it
 * @param office code of its street office
 * @param kind {@code full} or {@code love-corner}
 * @param status {@code planned}, {@code live}, {@code suspended} or {@code closed}
 * @param whereabouts where it is and whom to call
 * @param equipment what is in it
 * @param demo true for invented ones
 */
public record NewStation(
    StationCode code,
    String name,
    String office,
    String kind,
    String status,
    Whereabouts whereabouts,
    Equipment equipment,
    boolean demo) {

  /**
   * Where a station is and whom to call.
   *
   * @param address postal address
   * @param phone telephone of its keeper
   * @param community the community it lies in
   * @param grid the grid it lies in
   * @param hostShop the shop that hosts it
   * @param place its coordinates
   */
  public record Whereabouts(
      @Nullable String address,
      @Nullable String phone,
      @Nullable String community,
      @Nullable String grid,
      @Nullable String hostShop,
      @Nullable Place place) {}

  /**
   * Coordinates as they were given.
   *
   * @param lat latitude, degrees
   * @param lon longitude, degrees
   * @param crs {@code wgs84}, {@code cgcs2000}, {@code gcj02} or {@code bd09}
   */
  public record Place(double lat, double lon, String crs) {}

  /**
   * What is in a station.
   *
   * @param bays charging bays
   * @param items supplies
   * @param breaker what its breaker is rated for, W; 0 when it is not known
   */
  public record Equipment(List<Config.Bay> bays, List<NewItem> items, double breaker) {}
}
