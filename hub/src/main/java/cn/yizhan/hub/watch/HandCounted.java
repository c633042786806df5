package cn.yizhan.hub.watch;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.StationFact;
import cn.yizhan.hub.supplies.Shelf;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An item that people count, to whom the rules about its level are left (R01, R03); that a sensor
 * is dead (R05) is nobody's concern there. Also an item that people counted until a sensor was put
 * in: of it only the end of what was told before is found here, in the sensor's readings since.
 *
 * @param station database id
 * @param expected false when the station is planned, suspended, closed or disabled
 * @param byHand false when a sensor reads it by now
 * @param shelf the item with its counts, or with the readings since it is read
 * @param told open alerts about its level, by the rule
 * @param ended when the last one of a rule was over, milliseconds
 * @param thresholds thresholds in force
 */
public record HandCounted(
    int station,
    boolean expected,
    boolean byHand,
    Shelf shelf,
    Map<String, Shelf.Held> told,
    Map<String, Long> ended,
    Thresholds thresholds) {
  /** Ids of the rules judged here. */
  public static final List<String> RULES = List.of(Shelf.LOW, Shelf.OUT, "R05");

  /** What is to be told now of all of them. */
  public static List<StationFact> judge(List<HandCounted> items, long now) {
    return items.stream()
        .flatMap(each -> each.judge(now).stream().map(fact -> new StationFact(each.station, fact)))
        .toList();
  }

  /**
   * What is to be told now.
   *
   * @param now the hub's clock, milliseconds
   */
  public List<Fact> judge(long now) {
    List<Fact> facts = new ArrayList<>(0);
    for (String rule : RULES) {
      Shelf.Held open = told.get(rule);
      Fact fact =
          Turn.of(
              rule, shelf.subject(), open == null ? null : open.severity(), holds(rule, open), now);
      if (fact != null) {
        facts.add(fact);
      }
    }
    return facts;
  }

  private Turn.@Nullable Holds holds(String rule, Shelf.@Nullable Held open) {
    boolean nobodys = open == null && !byHand;
    if (!expected || nobodys) {
      return null;
    }
    boolean ofLevel = !rule.equals("R05");
    boolean stays = open != null && shelf.counts().isEmpty() && (ofLevel || !byHand);
    Shelf.Held held = stays ? open : ofLevel ? shelf.judge(rule, open, thresholds) : null;
    return held == null
        ? null
        : new Turn.Holds(
            held.severity(),
            Math.max(held.since(), Objects.requireNonNullElse(ended.get(rule), 0L)),
            held.reading());
  }
}
