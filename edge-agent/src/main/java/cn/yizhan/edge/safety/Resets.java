package cn.yizhan.edge.safety;

import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.protocol.message.StationEvent;
import cn.yizhan.protocol.rule.Judge;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/** How latches are taken off: never while what made them holds. */
final class Resets {
  private final Judge judge;
  private final Latches latches;
  private final Cutter cutter;
  private final LongFunction<String> ids;

  Resets(Judge judge, Latches latches, Cutter cutter, LongFunction<String> ids) {
    this.judge = judge;
    this.latches = latches;
    this.cutter = cutter;
    this.ids = ids;
  }

  /**
   * Says what becomes of a wish to take the latches off a subject: nothing while what caused one
   * still holds. Nothing is switched on.
   *
   * @param subject {@code bay/3}, or {@code station} for what holds of all of it
   * @param by who wants it
   * @param now the time now
   */
  Reset reset(String subject, String by, Moment now) {
    List<Latch> there = latches.of(subject);
    for (Latch latch : there) {
      if (holds(latch.cause)) {
        return new Reset(false, latch.cause.rule() + " still holds at " + subject, List.of());
      }
      if (latch.cause.ruled() && judge.clock(latch.cause.rule(), subject) == Long.MIN_VALUE) {
        return new Reset(false, latch.cause.point() + " has not been heard since", List.of());
      }
    }
    List<StationEvent> events =
        Stream.concat(
                there.stream().map(latch -> latch.cause.ruleAndVersion()),
                byHand(subject).map(rule -> rule.id() + "@" + rule.version()))
            .map(
                rule ->
                    new StationEvent(
                        ids.apply(now.wall()),
                        "safety.reset",
                        now.wall(),
                        subject,
                        rule,
                        Map.of("by", by)))
            .toList();
    List<Latch> over = latches.over(subject);
    if (!over.isEmpty()) {
      String detail = subject + " stays latched by " + over.get(0).cause.text();
      return new Reset(false, detail, events);
    }
    return new Reset(true, events.isEmpty() ? subject + " was not latched" : "", events);
  }

  /** Rules that hold of a subject until somebody on site has said that it is over. */
  private Stream<Rule> byHand(String subject) {
    return RuleCatalogue.standard().rules().stream()
        .filter(rule -> rule.condition().clear().byHand())
        .filter(rule -> judge.severity(rule.id(), subject) != null);
  }

  boolean holds(Cause cause) {
    return judge.severity(cause.rule(), cause.subject()) != null;
  }

  /**
   * Takes off the latches of a reset whose events are durable. One whose cause has come back in the
   * meantime is cut and told anew.
   */
  List<Action> release(Reset reset, Moment now) {
    List<Action> actions = new ArrayList<>();
    for (StationEvent event : reset.events()) {
      byHand(event.subject())
          .filter(rule -> (rule.id() + "@" + rule.version()).equals(event.rule()))
          .forEach(rule -> judge.release(rule.id(), event.subject(), now.steady()));
      Latch latch = latches.of(event);
      if (latch != null) {
        latches.remove(latch);
        latch.bays.forEach(bay -> actions.add(new Action.Show(bay, latches.reasonAt(bay))));
        if (holds(latch.cause)) {
          cutter.engage(latch.cause, latch.bays, now, actions);
        }
      }
    }
    return actions;
  }
}
