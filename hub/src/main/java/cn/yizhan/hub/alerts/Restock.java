package cn.yizhan.hub.alerts;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That an item of a station is to be restocked: while one of its alerts about stock is active. Who
 * brings supplies is told of the item, not of the alerts.
 */
public final class Restock {
  /** Reorder point, stock-out forecast and stock-out. */
  private static final Set<String> RULES = Set.of("R01", "R02", "R03");

  private static final Set<String> CHANGES = Set.of("raised", "reopened", "cleared", "closed");
  private static final String SUPPLY = "supply/";

  private Restock() {}

  /**
   * An item as it is.
   *
   * @param code its code
   * @param unit {@code count}, {@code l} or {@code kg}; null when it is not registered any more
   * @param level how much there is, null when that is not known
   * @param minimum the level at which it is to be restocked: the registered minimum, or the reorder
   *     point where that is more
   * @param capacity how much there can be
   */
  public record Stock(
      String code,
      @Nullable String unit,
      @Nullable Double level,
      @Nullable Double minimum,
      @Nullable Double capacity) {
    /** How much to bring, so that it is full; null when that is not known. */
    public @Nullable Double quantity() {
      return level == null || capacity == null ? null : Math.max(0, capacity - level);
    }
  }

  /**
   * The request.
   *
   * @param alert the alert that made it
   * @param number that alert's number
   * @param rule that alert's rule
   * @param requested when it was made, milliseconds
   */
  public record Request(UUID alert, String number, String rule, long requested) {}

  /** Ids of the rules whose alerts make requests. */
  public static String[] rules() {
    return RULES.stream().sorted().toArray(String[]::new);
  }

  /**
   * True when the change of an alert may begin or end a request. Tests bring nobody, nor does what
   * was over before it became known.
   */
  public static boolean concerns(Step step) {
    Alert alert = step.alert();
    return RULES.contains(alert.matter().rule())
        && alert.matter().subject().startsWith(SUPPLY)
        && CHANGES.contains(step.what())
        && !alert.state().test()
        && !alert.state().retrospective();
  }

  /** The code of the item that is the subject of an alert about stock. */
  public static String item(String subject) {
    return subject.substring(SUPPLY.length());
  }
}
