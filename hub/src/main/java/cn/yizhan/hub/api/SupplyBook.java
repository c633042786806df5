package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The register of stations' supplies, and what people counted of them. Every change is audited in
 * its transaction.
 */
public interface SupplyBook {
  /** What became of a registration. */
  enum Put {
    /** It was not there before. */
    ADDED,
    /** It was there, and is so now. */
    REPLACED,
    /** There is no such station in the actor's scope. */
    MISSING
  }

  /**
   * Registers an item of a station, or replaces all that is registered of it; what is as it was
   * already is no change.
   */
  Future<Put> put(Actor actor, String station, NewItem item);

  /** All items of a station by their codes, each with its level as it is known now; or null. */
  Future<@Nullable Page> supplies(Actor actor, String station);

  /**
   * What somebody counted.
   *
   * @param level how much there is, in the item's unit
   * @param at when he counted, milliseconds
   * @param expires the earliest expiry on the shelf, null when he did not look
   * @param photo SHA-256 of a photo of it that the station has, hexadecimal; null without
   * @param note what else he saw
   */
  record NewCount(
      double level,
      long at,
      @Nullable LocalDate expires,
      @Nullable String photo,
      @Nullable String note) {}

  /** What became of a count. */
  sealed interface Counted {
    /** It is kept, as the document shows it. */
    record Kept(JsonObject count) implements Counted {}

    /** There is no such station in the actor's scope, or it has no such item. */
    record Missing() implements Counted {}

    /** The station has no such photo. */
    record NoPhoto() implements Counted {}

    /** It is more than an item can be: above {@link #MOST} capacities. */
    record TooMuch(double most) implements Counted {}
  }

  /**
   * How many capacities a count may say. A shelf may be overfull, with boxes beside it; ten times
   * what fits is a slip of the finger or another unit. An engineering default.
   */
  double MOST = 10;

  /** Keeps a count; the expiry is the item's unless a later count has said another. */
  Future<Counted> count(Actor actor, String station, String item, NewCount count);

  /** Counts of an item, the latest first; or null when there is no such item in scope. */
  Future<@Nullable Page> counts(Actor actor, String station, String item, Cursor cursor);
}
