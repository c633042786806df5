package cn.yizhan.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.journal.JournalRecord;
import cn.yizhan.protocol.Lane;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RecordFeedTest {
  private final SendWindow window = new SendWindow(Map.of());
  private final Deque<Reading> asked = new ArrayDeque<>();
  private final List<JournalRecord> sent = new ArrayList<>();
  private final RecordFeed feed = new RecordFeed(window, this::read, this::send);

  private record Reading(Lane lane, long from, int most, Promise<List<JournalRecord>> answer) {}

  private Future<List<JournalRecord>> read(Lane lane, long from, int most) {
    Reading reading = new Reading(lane, from, most, Promise.promise());
    asked.add(reading);
    return reading.answer().future();
  }

  private void send(JournalRecord record) {
    sent.add(record);
    window.sent(sent.size(), record.lane(), record.seq(), 0);
  }

  /** Answers the reading asked for first with so many records. */
  private void answer(int records) {
    Reading reading = asked.remove();
    List<JournalRecord> found = new ArrayList<>();
    for (int i = 0; i < Math.min(records, reading.most()); i++) {
      found.add(new JournalRecord(reading.lane(), "E", reading.from() + i, new byte[0]));
    }
    reading.answer().complete(found);
  }

  @Test
  void howeverSlowTheDiskIsNoMoreThanSixtyFourAreOnTheirWay() {
    feed.pump();
    while (!asked.isEmpty()) {
      answer(32);
      assertTrue(window.inFlight() <= SendWindow.SIZE, () -> window.inFlight() + " on their way");
    }
    assertEquals(SendWindow.SIZE, window.inFlight());
  }

  @Test
  void roomThatEventsDidNotNeedGoesToTelemetry() {
    feed.pump();
    answer(0);
    while (!asked.isEmpty()) {
      answer(32);
    }
    assertEquals(48, sent.size());
    assertTrue(sent.stream().allMatch(record -> record.lane() == Lane.DATA));
  }

  @Test
  void aFeedThatIsStoppedSendsNothing() {
    feed.pump();
    feed.stop();
    answer(32);
    feed.appended(Lane.EVENT);
    assertEquals(List.of(), sent);
    assertEquals(1, asked.size(), "the telemetry asked for before");
  }
}
