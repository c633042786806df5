package cn.yizhan.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.ingest.LaneCursor.Step;
import cn.yizhan.hub.ingest.LaneCursor.Verdict;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.LanePosition;
import cn.yizhan.protocol.message.Lost;
import org.junit.jupiter.api.Test;

class LaneCursorTest {
  private final LaneCursor cursor = new LaneCursor(new LanePosition("E", 5));

  @Test
  void aNumberNotAboveTheHighestIsADuplicateAndMovesNothing() {
    assertEquals(Verdict.DUPLICATE, cursor.step("E", 5).verdict());
    assertEquals(Verdict.DUPLICATE, cursor.step("E", 1).verdict());
    assertEquals(new LanePosition("E", 5), cursor.position());
  }

  @Test
  void theNextNumberIsTaken() {
    assertEquals(Verdict.NEXT, cursor.step("E", 6).verdict());
    assertEquals(new LanePosition("E", 6), cursor.position());
  }

  @Test
  void aJumpIsAGapWithItsBounds() {
    assertEquals(new Step(Verdict.GAP, 6, 8), cursor.step("E", 9));
    assertEquals(Verdict.NEXT, cursor.step("E", 10).verdict());
  }

  @Test
  void theFirstMessageOfAnUnannouncedEpochIsNoGap() {
    assertEquals(Verdict.NEW_EPOCH, cursor.step("F", 40).verdict());
    assertEquals(Verdict.NEXT, cursor.step("F", 41).verdict());
  }

  @Test
  void anAnnouncedEpochBeginsAtOne() {
    cursor.announce("F");
    assertEquals(new Step(Verdict.GAP, 1, 2), cursor.step("F", 3));
  }

  @Test
  void anAnnouncedEpochThatBeginsAtOneHasNoGap() {
    cursor.announce("F");
    assertEquals(Verdict.NEW_EPOCH, cursor.step("F", 1).verdict());
  }

  @Test
  void aDeclaredLossIsNoGapOfItsOwn() {
    cursor.declare(new Lost("E", Lane.DATA, 6, 8L, "full"));
    assertEquals(Verdict.NEXT, cursor.step("E", 9).verdict());
  }

  @Test
  void aLossWithoutAnEndReachesToTheNextMessageAndNoFurther() {
    cursor.declare(new Lost("E", Lane.DATA, 6, null, "damaged"));
    assertEquals(Verdict.NEXT, cursor.step("E", 90).verdict());
    assertEquals(new Step(Verdict.GAP, 91, 92), cursor.step("E", 93));
  }

  @Test
  void aLossWithoutAnEndThatBeginsLaterIsNotUsedUpByWhatComesBefore() {
    cursor.declare(new Lost("E", Lane.DATA, 8, null, "damaged"));
    assertEquals(Verdict.NEXT, cursor.step("E", 6).verdict());
    assertEquals(Verdict.NEXT, cursor.step("E", 7).verdict());
    assertEquals(Verdict.NEXT, cursor.step("E", 20).verdict());
    assertEquals(new Step(Verdict.GAP, 21, 21), cursor.step("E", 22));
  }

  @Test
  void aRepeatedMessageDoesNotEndALoss() {
    cursor.declare(new Lost("E", Lane.DATA, 6, null, "damaged"));
    assertEquals(Verdict.DUPLICATE, cursor.step("E", 5).verdict());
    assertEquals(Verdict.NEXT, cursor.step("E", 9).verdict());
  }

  @Test
  void aLossThatDoesNotReachFarEnoughLeavesAGap() {
    cursor.declare(new Lost("E", Lane.DATA, 6, 7L, "full"));
    assertEquals(new Step(Verdict.GAP, 6, 8), cursor.step("E", 9));
  }

  @Test
  void aLossOfAnotherEpochCoversNothing() {
    cursor.declare(new Lost("D", Lane.DATA, 1, null, "full"));
    assertEquals(Verdict.GAP, cursor.step("E", 9).verdict());
  }
}
