package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.compliance.Inspection;
import cn.yizhan.hub.compliance.Sighting;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people found at stations. Nothing in it is changed; every new page is audited. */
public interface InspectionBook {
  /** What became of an inspection that was reported. */
  sealed interface Outcome {
    /**
     * It is kept.
     *
     * @param inspection as the OpenAPI document shows it
     */
    record Kept(JsonObject inspection) implements Outcome {}

    /** There is no such station in the actor's scope. */
    record Missing() implements Outcome {}

    /** Something in it cannot be at that station. */
    record Unfit(Inspection.Misfit misfit) implements Outcome {}
  }

  /**
   * What is known of the elements of a station.
   *
   * @param kind kind of the station
   * @param elements what was last found of each, by its code
   * @param lastWhole when all of it was last looked at, epoch milliseconds; null for never
   */
  record Known(String kind, Map<String, Last> elements, @Nullable Long lastWhole) {}

  /**
   * What was last found of an element.
   *
   * @param sighting what was found, and when
   * @param since since when it is always found so, epoch milliseconds
   * @param actor who found it
   * @param photo digest of a photo, null for none
   * @param note what else there is to say, null for nothing
   */
  record Last(
      Sighting sighting, long since, String actor, @Nullable String photo, @Nullable String note) {}

  /** Keeps an inspection under that id. */
  Future<Outcome> keep(Actor actor, String station, UUID id, Inspection inspection);

  /** Inspections of a station, the newest first; null when there is no such station. */
  Future<@Nullable Page> inspections(Actor actor, String station, Cursor cursor);

  /** The elements of a station; null when there is no such station. */
  Future<@Nullable Known> elements(Actor actor, String station);
}
