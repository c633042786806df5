package cn.yizhan.hub.api;

import cn.yizhan.hub.rules.Item;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A supply to be registered.
 *
 * @param item what it is and how much of it there may and should be
 * @param terms how it is restocked
 * @param expires the earliest expiry on the shelf, null when nothing there expires or none is known
 */
public record NewItem(Item item, Terms terms, @Nullable LocalDate expires) {
  private static final double LEAD = 2;
  private static final double REVIEW = 1;
  private static final double SERVICE = 0.95;

  /**
   * How an item is restocked.
   *
   * @param leadDays days from asking for a restock to having it
   * @param reviewDays days between two looks at the stock
   * @param serviceLevel probability of not running out before a restock arrives
   */
  public record Terms(double leadDays, double reviewDays, double serviceLevel) {}

  /**
   * Reads an item out of JSON that is valid by its schema; what is left out is as the document
   * says.
   *
   * @param code its name in points
   * @param place where it stands, for refusals
   * @throws Refusal when its minimum is above its capacity, or there is no such day
   */
  static NewItem read(JsonObject json, String code, String place) {
    Item item =
        new Item(
            code,
            json.getString("unit"),
            json.getDouble("capacity"),
            json.getDouble("minimum"),
            json.getString("counting", "sensor").equals("hand"));
    if (item.minimum() > item.capacity()) {
      throw Refusal.invalid(place + ".minimum", "must not be above the capacity");
    }
    return new NewItem(
        item,
        new Terms(
            json.getDouble("leadDays", LEAD),
            json.getDouble("reviewDays", REVIEW),
            json.getDouble("serviceLevel", SERVICE)),
        date(json.getString("expires"), place + ".expires"));
  }

  /**
   * A day, null when none is given.
   *
   * @throws Refusal when there is no such day
   */
  static @Nullable LocalDate date(@Nullable String text, String place) {
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw Refusal.invalid(place, "expected a day like 2027-03-01");
    }
  }
}
