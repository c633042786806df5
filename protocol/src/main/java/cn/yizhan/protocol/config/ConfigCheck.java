package cn.yizhan.protocol.config;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import cn.yizhan.protocol.point.ValueKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether a configuration can be. It is taken over whole or not at all, so one fault refuses it.
 * What this software does not know (a rule, a threshold, the name of a text) is no fault: a newer
 * hub may speak of it. An unknown point is one, because a deadband without its point is a typing
 * error that would never be noticed.
 */
public final class ConfigCheck {
  /** Characters of a display's text in one language: what two lines of a small display hold. */
  public static final int DISPLAY_CHARS = 60;

  /** Greatest breaker rating, W: far above what a street's shop is connected with. */
  public static final double MAX_BREAKER = 1e6;

  private ConfigCheck() {}

  /** All that is wrong with a configuration, in the order of its members; empty for none. */
  public static List<ConfigFault> faults(Config config) {
    List<ConfigFault> faults = new ArrayList<>(ThresholdCheck.faults(config.rules()));
    faults.addAll(bays(config.bays()));
    faults.addAll(deadbands(config.deadbands()));
    faults.addAll(texts(config.texts()));
    if (!(config.breaker() >= 0 && config.breaker() <= MAX_BREAKER)) {
      faults.add(new ConfigFault("breaker", "expected 0 to " + (long) MAX_BREAKER + " W"));
    }
    return faults;
  }

  private static List<ConfigFault> bays(List<Config.Bay> bays) {
    List<ConfigFault> faults = new ArrayList<>();
    Set<Integer> numbers = new HashSet<>();
    for (int i = 0; i < bays.size(); i++) {
      int number = bays.get(i).number();
      if (!numbers.add(number)) {
        faults.add(new ConfigFault("bays[" + i + "].number", "bay " + number + " stands above"));
      }
    }
    return faults;
  }

  /**
   * What is wrong with deadbands: names are those of points or patterns of the catalogue whose
   * values are numbers, whatever bays the station has.
   */
  public static List<ConfigFault> deadbands(Map<String, Double> deadbands) {
    List<ConfigFault> faults = new ArrayList<>();
    new TreeMap<>(deadbands)
        .forEach(
            (name, value) -> {
              String place = "deadbands." + name;
              PointType type = type(name);
              if (type == null) {
                faults.add(new ConfigFault(place, "expected a point or pattern of the catalogue"));
              } else if (type.values().kind() != ValueKind.NUMBER) {
                faults.add(new ConfigFault(place, "expected a point whose values are numbers"));
              } else if (!(value >= 0 && value <= type.values().max() - type.values().min())) {
                faults.add(
                    new ConfigFault(
                        place,
                        "expected 0 to " + (long) (type.values().max() - type.values().min())));
              }
            });
    return faults;
  }

  private static @Nullable PointType type(String name) {
    for (PointType type : PointCatalogue.standard().types()) {
      if (type.pattern().equals(name)) {
        return type;
      }
    }
    return PointCatalogue.standard().typeOf(name);
  }

  /** What is wrong with the texts of displays. */
  public static List<ConfigFault> texts(Map<String, Label> texts) {
    List<ConfigFault> faults = new ArrayList<>();
    new TreeMap<>(texts)
        .forEach(
            (name, text) -> {
              text("texts." + name + ".zh", text.zh(), DISPLAY_CHARS, faults);
              text("texts." + name + ".en", text.en(), DISPLAY_CHARS, faults);
            });
    return faults;
  }

  private static void text(String place, String text, int most, List<ConfigFault> faults) {
    if (text.isBlank()
        || text.codePointCount(0, text.length()) > most
        || text.codePoints().anyMatch(Character::isISOControl)) {
      faults.add(
          new ConfigFault(
              place, "expected 1 to " + most + " characters without control characters"));
    }
  }
}
