package cn.yizhan.edge.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class RecentTroubleTest {
  private static final Logger LOG = LoggerFactory.getLogger("cn.yizhan.edge.Trouble");

  private final RecentTrouble trouble = RecentTrouble.listen();

  @AfterEach
  void remove() {
    trouble.remove();
  }

  @Test
  void warningsAndErrorsAreRememberedTheNewestFirst() {
    LOG.info("all is well");
    LOG.warn("the disk is slow");
    LOG.error("the disk is gone", new IllegalStateException("EIO"));
    assertEquals(2, trouble.lines().size());
    AgentStatus.LogLine newest = trouble.lines().get(0);
    assertTrue(newest.error());
    assertEquals("Trouble: the disk is gone (java.lang.IllegalStateException: EIO)", newest.text());
    assertFalse(trouble.lines().get(1).error());
  }

  @Test
  void whatIsSaidAgainAndAgainTakesOneLine() {
    for (int i = 0; i < 5; i++) {
      LOG.warn("no connection");
    }
    assertEquals(1, trouble.lines().size());
    assertEquals(5, trouble.lines().get(0).times());
  }

  @Test
  void aFloodOfLinesCostsNoMoreThanTheBound() {
    for (int i = 0; i < 3 * RecentTrouble.MOST_LINES; i++) {
      LOG.warn("no {} {}", i, "x".repeat(400));
    }
    assertEquals(RecentTrouble.MOST_LINES, trouble.lines().size());
    assertTrue(trouble.lines().get(0).text().length() <= RecentTrouble.MOST_TEXT + 1);
  }
}
