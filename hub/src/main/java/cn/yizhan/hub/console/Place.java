package cn.yizhan.hub.console;

/**
 * A station as people speak of it.
 *
 * @param code its code
 * @param name its name
 * @param kind {@code full} or {@code love-corner}
 * @param demo true when it is made up
 * @param office its street office
 */
public record Place(String code, String name, String kind, boolean demo, Office office) {

  /**
   * A street office.
   *
   * @param code its code
   * @param name its name
   */
  public record Office(String code, String name) {}
}
