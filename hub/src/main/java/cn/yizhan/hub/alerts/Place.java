package cn.yizhan.hub.alerts;

import org.jspecify.annotations.Nullable;

/**
 * Where an alert is, as far as people need to know to get there.
 *
 * @param station the station; null for an alert about its office as a whole
 * @param office the street office it belongs to
 * @param community community, if registered
 * @param grid grid, if registered
 */
public record Place(
    @Nullable Station station, Office office, @Nullable String community, @Nullable String grid) {

  /**
   * A station.
   *
   * @param code its code
   * @param name its name
   * @param kind {@code full} or {@code love-corner}
   * @param address address, if registered
   * @param phone telephone, if registered
   * @param point coordinates, if registered
   */
  public record Station(
      String code,
      String name,
      String kind,
      @Nullable String address,
      @Nullable String phone,
      @Nullable Point point) {}

  /**
   * Coordinates as they were given.
   *
   * @param lat degrees north
   * @param lon degrees east
   * @param crs {@code wgs84}, {@code cgcs2000}, {@code gcj02} or {@code bd09}
   */
  public record Point(double lat, double lon, String crs) {}

  /**
   * A street office.
   *
   * @param code its code
   * @param name its name
   * @param regionCode region code, if registered
   */
  public record Office(String code, String name, @Nullable String regionCode) {}
}
