package cn.yizhan.edge.mapping.shelly;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What devices have said of their components. A notification names only what has changed; over the
 * status known before it is the whole status (the vendor's page on notifications).
 */
final class Overlay {
  private static final int MOST_COMPONENTS = 100;
  private static final int MOST_NUMBERS = 100;

  private final Map<String, Map<String, Map<String, String>>> known = new HashMap<>();

  /** The component in the name of a value. */
  static String component(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  /** Forgets a device: it has gone. */
  void forget(String device) {
    known.remove(device);
  }

  /** Forgets a component: all of it follows. */
  void forget(String device, String component) {
    Map<String, Map<String, String>> components = known.get(device);
    if (components != null) {
      components.remove(component);
    }
  }

  /** Lays a number over the one before; null takes it away. */
  void put(String device, String name, @Nullable String text) {
    Map<String, Map<String, String>> components =
        known.computeIfAbsent(device, id -> new HashMap<>());
    String component = component(name);
    if (components.size() >= MOST_COMPONENTS && !components.containsKey(component)) {
      return;
    }
    Map<String, String> numbers =
        components.computeIfAbsent(component, id -> new LinkedHashMap<>());
    if (text == null) {
      numbers.remove(name);
    } else if (numbers.size() < MOST_NUMBERS || numbers.containsKey(name)) {
      numbers.put(name, text);
    }
  }

  /** The numbers of a component as they are known now, by name. */
  Map<String, String> numbers(String device, String component) {
    Map<String, String> numbers = known.getOrDefault(device, Map.of()).get(component);
    return numbers == null ? Map.of() : new LinkedHashMap<>(numbers);
  }
}
