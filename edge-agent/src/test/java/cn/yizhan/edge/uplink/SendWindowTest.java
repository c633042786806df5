package cn.yizhan.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.Lane;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SendWindowTest {
  private final SendWindow window = new SendWindow(Map.of(Lane.DATA, 10L));

  @Test
  void sendingGoesOnBehindWhatWasAcknowledgedBefore() {
    assertEquals(11, window.next(Lane.DATA));
    assertEquals(1, window.next(Lane.EVENT));
  }

  @Test
  void aLaneHasComeAsFarAsEverythingBeforeIsAcknowledged() {
    window.sent(1, Lane.DATA, 11, 0);
    window.sent(2, Lane.DATA, 12, 0);
    window.sent(3, Lane.DATA, 13, 0);
    assertTrue(window.acknowledged(3));
    assertTrue(window.acknowledged(2));
    assertEquals(10, window.acknowledged(Lane.DATA));
    assertTrue(window.acknowledged(1));
    assertEquals(13, window.acknowledged(Lane.DATA));
  }

  @Test
  void anAcknowledgementOfNothingIsNoticed() {
    window.sent(1, Lane.DATA, 11, 0);
    assertFalse(window.acknowledged(2));
    assertTrue(window.acknowledged(1));
    assertFalse(window.acknowledged(1));
  }

  @Test
  void sixtyFourAreOnTheirWayAndSomeOfThemAreForEventsOnly() {
    int packet = 1;
    for (; window.room(Lane.DATA) > 0; packet++) {
      window.sent(packet, Lane.DATA, 10 + packet, 0);
    }
    assertEquals(48, window.inFlight());
    long seq = 1;
    for (; window.room(Lane.EVENT) > 0; packet++) {
      window.sent(packet, Lane.EVENT, seq++, 0);
    }
    assertEquals(64, window.inFlight());
  }

  @Test
  void whatIsBeingReadHasItsRoomAlready() {
    assertEquals(32, window.reserve(Lane.DATA, 32));
    assertEquals(16, window.reserve(Lane.DATA, 32));
    assertEquals(0, window.room(Lane.DATA));
    assertEquals(16, window.reserve(Lane.EVENT, 32));
    assertEquals(0, window.room(Lane.EVENT));
    window.release(16);
    assertEquals(16, window.room(Lane.EVENT));
    assertEquals(0, window.room(Lane.DATA), "kept free for events");
  }

  @Test
  void numbersWithoutRecordCountAsDoneOnceReached() {
    window.sent(1, Lane.DATA, 11, 0);
    window.sent(2, Lane.DATA, 15, 0);
    assertTrue(window.acknowledged(2));
    assertEquals(10, window.acknowledged(Lane.DATA));
    assertTrue(window.acknowledged(1));
    assertEquals(15, window.acknowledged(Lane.DATA));
  }

  @Test
  void theOldestMessageOnItsWayIsKnown() {
    assertEquals(0, window.oldest(500));
    window.sent(1, Lane.DATA, 11, 100);
    window.sent(2, Lane.DATA, 12, 300);
    assertEquals(400, window.oldest(500));
    window.acknowledged(1);
    assertEquals(200, window.oldest(500));
  }

  @Test
  void packetIdentifiersGoRoundWithoutZero() {
    PacketIds ids = new PacketIds();
    assertEquals(1, ids.next());
    for (int i = 2; i <= 65535; i++) {
      assertEquals(i, ids.next());
    }
    assertEquals(1, ids.next());
  }

  @Test
  void waitsGrowWithFailuresUpToABoundAndAreSpread() {
    double[] chance = {0.999};
    Backoff backoff = new Backoff(1_000, 60_000, () -> chance[0]);
    assertEquals(1_000, backoff.failed());
    assertEquals(1_999, backoff.failed());
    for (int i = 0; i < 40; i++) {
      assertTrue(backoff.failed() <= 60_000);
    }
    chance[0] = 0;
    assertEquals(1, backoff.failed());
    backoff.succeeded();
    chance[0] = 0.5;
    assertEquals(501, backoff.failed());
  }
}
