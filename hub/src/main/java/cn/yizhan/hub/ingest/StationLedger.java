package cn.yizhan.hub.ingest;

import io.vertx.core.Future;
import java.util.Set;

/** Where reports become durable. One instance per writer; one batch at a time. */
public interface StationLedger {

  /** What became of a batch. */
  sealed interface Outcome {
    /**
     * It is durable, except for the parts of stations that another session has taken over.
     *
     * @param lost stations whose parts were dropped
     */
    record Committed(Set<Integer> lost) implements Outcome {}

    /**
     * Nothing of it is stored, because the database refuses something in it; the same batch would
     * be refused again.
     *
     * @param reason what the database said
     */
    record Refused(String reason) implements Outcome {}

    /**
     * It may be stored or not; storing the same batch again is right in both cases.
     *
     * @param cause what happened
     */
    record Unknown(Throwable cause) implements Outcome {}
  }

  /**
   * Stores a batch in one transaction: all of it or nothing. A batch that had been committed before
   * is recognised by where its lanes stand.
   *
   * @return the outcome; the future never fails
   */
  Future<Outcome> store(Batch batch);

  /** Gives the connection back. */
  Future<Void> close();
}
