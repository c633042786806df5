package cn.yizhan.hub.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import cn.yizhan.hub.noise.Inhibitions.Inhibition;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InhibitionsTest {
  @Test
  void everyRuleInThemIsInTheCatalogue() {
    for (Inhibition each : Inhibitions.all()) {
      assertNotNull(RuleCatalogue.standard().find(each.source()), each.source());
      each.targets().forEach(rule -> assertNotNull(RuleCatalogue.standard().find(rule), rule));
    }
  }

  @Test
  void noRuleKeepsItselfFromBeingToldByWhateverWay() {
    for (Inhibition each : Inhibitions.all()) {
      Set<String> reached = new HashSet<>();
      Deque<String> next = new ArrayDeque<>(each.targets());
      while (!next.isEmpty()) {
        String rule = next.pop();
        if (reached.add(rule)) {
          Inhibitions.all().stream()
              .filter(more -> more.source().equals(rule))
              .forEach(more -> next.addAll(more.targets()));
        }
      }
      assertFalse(reached.contains(each.source()), each.source());
    }
  }

  @Test
  void noDangerToLifeIsKeptFromBeingTold() {
    for (Inhibition each : Inhibitions.all()) {
      for (String rule : each.targets()) {
        assertFalse(Silencing.alwaysTold(rule, Severity.CRITICAL) && !rule.equals("S12"), rule);
      }
    }
  }

  @Test
  void aStationOfflineIsKeptBackByTheOutageOfItsOfficeAlone() {
    assertEquals(List.of("A02"), Inhibitions.of("A01").stream().map(Inhibition::source).toList());
    assertEquals(List.of(), Inhibitions.of("S01"));
  }
}
