package cn.yizhan.hub.rules;

import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.StationEvent;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Judge;
import cn.yizhan.protocol.rule.Judgement;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The last test on site of a station, and what its end makes of the conditions raised in it: they
 * need no hold to be over, so that nobody is alarmed because a tester did not wait ten minutes for
 * the smoke detector.
 */
final class SiteTests {
  private static final Set<Lane> EVENTS = Set.of(Lane.EVENT);

  private final Judge judge;
  private @Nullable SiteTest last;
  private boolean running;

  SiteTests(Judge judge) {
    this.judge = judge;
  }

  /** Takes an event; most say nothing of tests. */
  List<Judgement> feed(StationEvent event) {
    TestSign sign = TestSign.of(event);
    if (sign == null) {
      return List.of();
    }
    SiteTest before = last;
    SiteTest after = SiteTest.after(before, sign);
    if (after == null || after.equals(before)) {
      return List.of();
    }
    List<Judgement> found = new ArrayList<>(0);
    if (before != null && sign.kind() == TestSign.Kind.STARTED) {
      // One that begins ends the one before.
      found.addAll(over(before, Math.min(before.end(), after.started())));
    }
    last = after;
    running = true;
    if (sign.kind() != TestSign.Kind.STARTED) {
      found.addAll(over(after, after.end()));
    }
    return found;
  }

  /** Takes note that it is that time. */
  List<Judgement> reached(long time) {
    SiteTest test = last;
    return running && test != null && time >= test.end() ? over(test, test.end()) : List.of();
  }

  /** What has been raised in a test whose end was known before. */
  List<Judgement> lately(List<Judgement> judgements) {
    SiteTest test = last;
    if (running || test == null) {
      return List.of();
    }
    for (Judgement judgement : judgements) {
      if (judgement.change() == Change.RAISED && test.covers(judgement.at())) {
        return over(test, test.end());
      }
    }
    return List.of();
  }

  /** The same for what the station has told of a danger. */
  List<Judgement> lately(long at) {
    SiteTest test = last;
    return running || test == null || !test.covers(at) ? List.of() : over(test, test.end());
  }

  private List<Judgement> over(SiteTest test, long end) {
    running = false;
    return judge.testOver(
        test.started(), end, rule -> EVENTS.equals(RuleLanes.ofStandard().get(rule.id())));
  }

  void write(DataOutput out) throws IOException {
    SiteTest test = last;
    out.writeBoolean(test != null);
    if (test != null) {
      out.writeLong(test.started());
      out.writeLong(test.until());
      Long ended = test.ended();
      out.writeBoolean(ended != null);
      out.writeLong(ended == null ? 0 : ended);
      out.writeBoolean(running);
    }
  }

  void read(DataInput in) throws IOException {
    if (in.readBoolean()) {
      long started = in.readLong();
      long until = in.readLong();
      boolean known = in.readBoolean();
      long ended = in.readLong();
      last = new SiteTest(started, until, known ? ended : null);
      running = in.readBoolean();
    }
  }
}
