package cn.yizhan.edge.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.mapping.Said;
import java.util.List;
import org.junit.jupiter.api.Test;

class PuzzleListTest {
  private final PuzzleList list = new PuzzleList();

  private void add(String key, String sample) {
    list.add(new Said.Puzzle(Said.Why.UNKNOWN_VALUE, "plug-1", key, sample));
  }

  @Test
  void theMostFrequentComesFirstWithItsLastSample() {
    add("rare", "1");
    add("often", "1");
    add("often", "2");
    assertEquals(
        List.of(
            new AgentStatus.Puzzle(Said.Why.UNKNOWN_VALUE, "plug-1", "often", "2", 2),
            new AgentStatus.Puzzle(Said.Why.UNKNOWN_VALUE, "plug-1", "rare", "1", 1)),
        list.top(10));
    assertEquals(1, list.top(1).size());
  }

  @Test
  void hardwareThatSaysEverNewThingsCostsNoMoreThanTheBound() {
    for (int i = 0; i < 10 * PuzzleList.MOST_KINDS; i++) {
      add("key-" + i, "x");
      add("steady", "x");
    }
    assertEquals(PuzzleList.MOST_KINDS, list.size());
    assertEquals(10L * PuzzleList.MOST_KINDS, list.top(1).get(0).count());
  }

  @Test
  void longTextsAreCut() {
    add("k".repeat(5_000), "s".repeat(5_000));
    AgentStatus.Puzzle kept = list.top(1).get(0);
    assertTrue(kept.key().length() <= PuzzleList.MOST_TEXT + 1);
    assertTrue(kept.sample().length() <= PuzzleList.MOST_TEXT + 1);
  }
}
