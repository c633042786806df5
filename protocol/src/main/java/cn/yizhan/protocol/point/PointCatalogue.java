package cn.yizhan.protocol.point;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.Birth;
import cn.yizhan.protocol.message.Config;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The points every station speaks of in the same words. Immutable and safe for all threads.
 *
 * <p>The standard catalogue is the resource {@code points.json} beside this class. A row is never
 * taken out, a word never moved within its list: codes are stored.
 */
public final class PointCatalogue {
  /** Points one station may have, declared ones included. */
  public static final int MAX_POINTS = 1000;

  /** Longest name of a point. */
  public static final int MAX_NAME = 64;

  /** Bays up to this number are looked up in a table shared by all stations. */
  static final int SHARED_BAYS = 64;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:._/-]{0,63}");
  private static final Pattern BAY = Pattern.compile("[1-9][0-9]{0,5}");
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:._-]{0,31}");
  private static final Duration DECLARED_MAX_AGE = Duration.ofMinutes(15);
  private static final double DECLARED_BOUND = 1e15;

  private static final PointCatalogue STANDARD = new PointCatalogue(CatalogueFile.read());

  private final Map<String, PointType> types;
  private final Map<String, Shared> shared;

  /** A name known at every station that has the bay; bay 0 stands for no bay. */
  record Shared(PointType type, int bay) {}

  PointCatalogue(List<PointType> rows) {
    Map<String, PointType> byPattern = new LinkedHashMap<>();
    for (PointType row : rows) {
      if (byPattern.put(row.pattern(), row) != null) {
        throw new IllegalArgumentException("twice in the catalogue: " + row.pattern());
      }
    }
    this.types = Collections.unmodifiableMap(byPattern);
    this.shared = sharedNames();
  }

  /** The catalogue of protocol version 1. */
  public static PointCatalogue standard() {
    return STANDARD;
  }

  /** True when a point may have that name. */
  public static boolean validName(String name) {
    return NAME.matcher(name).matches();
  }

  /** All rows, in the order of the catalogue. */
  public Collection<PointType> types() {
    return types.values();
  }

  /** The row a name matches, whatever the station, or null. */
  public @Nullable PointType typeOf(String name) {
    PointType exact = types.get(name);
    if (exact != null) {
      return exact.pattern().indexOf('{') < 0 ? exact : null;
    }
    int start = name.indexOf('/');
    int end = name.indexOf('/', start + 1);
    if (start < 0 || end < 0) {
      return null;
    }
    String part = name.substring(start + 1, end);
    String head = name.substring(0, start + 1);
    String tail = name.substring(end);
    return switch (head) {
      case "bay/" -> BAY.matcher(part).matches() ? types.get(head + "{n}" + tail) : null;
      case "supply/" -> PART.matcher(part).matches() ? types.get(head + "{item}" + tail) : null;
      case "device/" -> PART.matcher(part).matches() ? types.get(head + "{id}" + tail) : null;
      default -> null;
    };
  }

  /**
   * The points of one station whose items have any of the units of the catalogue.
   *
   * @param bays its registered bays
   * @param items codes of its supply items
   * @param declared points its agent declared at birth
   */
  public PointScope scope(
      Collection<Config.Bay> bays,
      Collection<String> items,
      Collection<Birth.DeclaredPoint> declared) {
    Map<String, String> units = new HashMap<>();
    items.forEach(item -> units.put(item, ""));
    return scope(bays, units, List.of(), declared);
  }

  /**
   * The points of one station.
   *
   * @param bays its registered bays
   * @param itemUnits codes of its supply items and the unit each is counted in
   * @param devices hardware its agent named at birth
   * @param declared points its agent declared at birth; those beyond {@link #MAX_POINTS} are left
   *     out
   */
  public PointScope scope(
      Collection<Config.Bay> bays,
      Map<String, String> itemUnits,
      Collection<Birth.Device> devices,
      Collection<Birth.DeclaredPoint> declared) {
    StationScope scope = new StationScope(shared);
    for (Config.Bay bay : bays) {
      if (bay.number() <= SHARED_BAYS) {
        scope.addBay(bay.number());
      } else {
        addAll(scope, "{n}", Integer.toString(bay.number()));
      }
    }
    itemUnits.forEach(
        (item, unit) ->
            typesWith("{item}").forEach(t -> scope.add(named(t, "{item}", item), t.in(unit))));
    devices.forEach(device -> addAll(scope, "{id}", device.id()));
    int registered = types.size() + bays.size() * typesWith("{n}").size() + scope.own();
    for (Birth.DeclaredPoint point : declared) {
      if (registered >= MAX_POINTS) {
        break;
      }
      if (scope.typeOf(point.name()) == null && validName(point.name())) {
        scope.add(point.name(), declaredType(point));
        registered++;
      }
    }
    return scope;
  }

  private PointType declaredType(Birth.DeclaredPoint point) {
    PointType known = typeOf(point.name());
    String unit = point.unit();
    if (known != null) {
      return unit == null ? known : known.in(unit);
    }
    PointType.Values values =
        unit == null
            ? PointType.Values.bool()
            : PointType.Values.number(unit, -DECLARED_BOUND, DECLARED_BOUND);
    Label label = new Label(point.name(), point.name());
    return new PointType(point.name(), Lane.DATA, values, DECLARED_MAX_AGE, 0, label);
  }

  private void addAll(StationScope scope, String variable, String part) {
    typesWith(variable).forEach(type -> scope.add(named(type, variable, part), type));
  }

  private List<PointType> typesWith(String variable) {
    return types.values().stream().filter(type -> type.pattern().contains(variable)).toList();
  }

  private static String named(PointType type, String variable, String part) {
    return type.pattern().replace(variable, part);
  }

  private Map<String, Shared> sharedNames() {
    Map<String, Shared> names = new HashMap<>();
    for (PointType type : types.values()) {
      if (type.pattern().contains("{n}")) {
        for (int bay = 1; bay <= SHARED_BAYS; bay++) {
          names.put(named(type, "{n}", Integer.toString(bay)), new Shared(type, bay));
        }
      } else if (type.pattern().indexOf('{') < 0) {
        names.put(type.pattern(), new Shared(type, 0));
      }
    }
    return Map.copyOf(names);
  }
}
