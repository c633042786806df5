package cn.yizhan.hub.ingest;

import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.codec.Rejection;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.StationEvent;
import cn.yizhan.protocol.point.PointScope;
import cn.yizhan.protocol.point.PointType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the hub makes of the times in a message: corrected by the clock offset where it is large,
 * marked late where the reading is old, refused where the time cannot be. Safety readings are never
 * refused: one whose time cannot be counts as read when it was received. Pure; milliseconds.
 *
 * @param late age above which a reading is late
 * @param ahead how far in the future a corrected time may lie
 * @param behind how far in the past a corrected time may lie
 * @param tolerated clock offset that is left alone
 */
@SuppressWarnings("ArrayRecordComponent") // columns and hashes; never compared
public record TimePolicy(long late, long ahead, long behind, long tolerated) {
  /** 120 s late, 120 s ahead, 30 days behind, 5 s tolerated. */
  public static final TimePolicy STANDARD =
      new TimePolicy(120_000, 120_000, Duration.ofDays(30).toMillis(), 5_000);

  /**
   * When a message was sent and received.
   *
   * @param sent by the station's clock; equal to {@code received} when the message does not say
   * @param received by the hub's clock
   * @param offset the connection's clock offset
   */
  public record Passage(long sent, long received, long offset) {}

  /**
   * Readings as the hub takes them.
   *
   * @param readings those taken, with corrected times, in order
   * @param late for each of them whether it is late
   * @param shift what was added to the station's times, 0 when they were left alone; raw time =
   *     corrected − shift
   * @param replaced for each whether its impossible time was replaced by the time of receipt
   * @param refused those not taken
   */
  public record Placed(
      List<Reading> readings,
      boolean[] late,
      long shift,
      boolean[] replaced,
      List<Rejection> refused) {

    /** Of a message none of whose readings is taken. */
    static final Placed NOTHING =
        new Placed(List.of(), new boolean[0], 0, new boolean[0], List.of());

    /** Whether any reading is late. */
    public boolean anyLate() {
      for (boolean each : late) {
        if (each) {
          return true;
        }
      }
      return false;
    }
  }

  /** The correction applied to a passage's times: the offset, or 0 when it is tolerated. */
  public long shift(Passage passage) {
    return Math.abs(passage.offset()) > tolerated ? passage.offset() : 0;
  }

  /** Places readings in the hub's time. */
  public Placed place(List<Reading> readings, Passage passage, PointScope scope) {
    long shift = shift(passage);
    int count = readings.size();
    List<Reading> taken = shift == 0 ? readings : new ArrayList<>(count);
    boolean[] lates = new boolean[count];
    boolean[] replaced = new boolean[count];
    List<Rejection> refused = List.of();
    int kept = 0;
    for (int i = 0; i < count; i++) {
      Reading reading = readings.get(i);
      long at = reading.at() + shift;
      boolean possible = at <= passage.received() + ahead && at >= passage.received() - behind;
      boolean safe = possible || safety(scope, reading.point());
      if ((!possible || shift != 0) && taken == readings) {
        taken = new ArrayList<>(readings.subList(0, i));
      }
      if (!safe) {
        if (refused.isEmpty()) {
          refused = new ArrayList<>();
        }
        refused.add(impossible(reading));
        continue;
      }
      lates[kept] = passage.sent() - reading.at() > late;
      replaced[kept] = !possible;
      kept++;
      if (taken != readings) {
        taken.add(
            possible && shift == 0
                ? reading
                : new Reading(
                    reading.point(), possible ? at : passage.received(), reading.value()));
      }
    }
    return new Placed(taken, lates, shift, replaced, refused);
  }

  /**
   * Places events in the hub's time. One too far ahead counts as happened when it was received: it
   * is never refused, and what lies in the future could not be found over.
   */
  public List<StationEvent> place(List<StationEvent> events, Passage passage) {
    if (events.isEmpty()) {
      return events;
    }
    long shift = shift(passage);
    List<StationEvent> placed = new ArrayList<>(events.size());
    for (StationEvent event : events) {
      long at = event.at() + shift;
      placed.add(
          until(event, shift).at(at <= passage.received() + ahead ? at : passage.received()));
    }
    return placed;
  }

  /** The end that a beginning test announces is by the station's clock, too. */
  private static StationEvent until(StationEvent event, long shift) {
    if (shift == 0
        || !event.type().equals("test.started")
        || !(event.data().get("until") instanceof Number until)) {
      return event;
    }
    Map<String, Object> data = new HashMap<>(event.data());
    data.put("until", until.doubleValue() + shift / 1000.0);
    return new StationEvent(
        event.id(), event.type(), event.at(), event.subject(), event.rule(), data);
  }

  private Rejection impossible(Reading reading) {
    return new Rejection(
        Rejection.Reason.IMPOSSIBLE_TIME,
        "pack(" + reading.point() + ").t",
        "expected at most "
            + Duration.ofMillis(behind).toDays()
            + " days ago and at most "
            + ahead / 1000
            + " s ahead");
  }

  private static boolean safety(PointScope scope, String point) {
    PointType type = scope.typeOf(point);
    return type != null && (type.lane() == Lane.EVENT || type.pattern().endsWith("temperature"));
  }
}
