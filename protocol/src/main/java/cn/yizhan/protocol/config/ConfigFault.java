package cn.yizhan.protocol.config;

/**
 * One thing that is wrong with a configuration.
 *
 * @param place where: {@code rules.S02.majorLimit}, {@code deadbands.bay/3/powr} for instance
 * @param detail what was expected, a sentence for people
 */
public record ConfigFault(String place, String detail) {
  /** Both in one line. */
  public String text() {
    return place + ": " + detail;
  }
}
