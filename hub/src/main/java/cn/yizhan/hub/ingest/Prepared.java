package cn.yizhan.hub.ingest;

import cn.yizhan.protocol.codec.Rejection;
import cn.yizhan.protocol.message.Message;
import cn.yizhan.protocol.message.Report;
import cn.yizhan.protocol.message.StationEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that has been read but has not changed anything yet.
 *
 * @param inbound as it came
 * @param message what it says, null when it was refused as a whole and has no number
 * @param refusal why it was refused as a whole, null when it was not
 * @param placed its readings in the hub's time, null when it is of a kind without readings
 * @param events its events in the hub's time
 * @param refused records of it that were refused
 */
record Prepared(
    Inbound inbound,
    @Nullable Message message,
    @Nullable Rejection refusal,
    TimePolicy.@Nullable Placed placed,
    List<StationEvent> events,
    List<Rejection> refused) {

  /**
   * What a sender is told is wrong: why the message was refused as a whole, or the first of its
   * records when nothing else was in it; null when something of it was taken.
   */
  @Nullable Rejection fault() {
    if (refusal != null) {
      return refusal;
    }
    boolean nothingTaken = placed == null || placed.readings().isEmpty();
    if (message instanceof Report report) {
      nothingTaken &= report.events().isEmpty() && report.lost() == null;
    }
    return nothingTaken && !refused.isEmpty() ? refused.get(0) : null;
  }

  /** The message, refused, with the number that it takes all the same. */
  Prepared numbered(Report place) {
    return new Prepared(inbound, place, refusal, null, List.of(), List.of());
  }

  /** The message with further records of it refused. */
  Prepared alsoRefused(List<Rejection> records) {
    if (records.isEmpty()) {
      return this;
    }
    List<Rejection> all = new ArrayList<>(refused);
    all.addAll(records);
    return new Prepared(inbound, message, refusal, placed, events, all);
  }

  /** The message, refused for a reason found later. */
  Prepared refusedFor(Rejection reason) {
    return new Prepared(inbound, message, reason, null, List.of(), List.of());
  }
}
