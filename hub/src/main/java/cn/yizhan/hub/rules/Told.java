package cn.yizhan.hub.rules;

import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Judgement;
import cn.yizhan.protocol.rule.Severity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has been told of one condition and what is withheld until it is known whether it still
 * holds. Joins what the hub finds in the readings with what the station says it did.
 */
final class Told {
  private static final long NEVER = Long.MIN_VALUE;

  /** How much later than the rule's own window the station and the hub may come to the same. */
  private static final long MERGE = 120_000;

  /** Signs withheld at most. */
  private static final int MOST = 32;

  private final Matter matter;
  private final List<Sign> withheld = new ArrayList<>();
  private @Nullable Severity severity;
  private long from = NEVER;
  private long until = NEVER;
  private @Nullable EdgeAction action;

  Told(Matter matter) {
    this.matter = matter;
  }

  Matter matter() {
    return matter;
  }

  /** Takes what the readings show; raises wait for {@link #settle}. */
  void judged(Judgement judgement, long window, Knowing knowing, List<Fact> facts) {
    Sign sign =
        new Sign(
            judgement.change(), judgement.severity(), judgement.at(), judgement.finding(), null);
    if (judgement.change() == Change.CLEARED) {
      cleared(sign, knowing, facts);
    } else if (!withheld.isEmpty()) {
      if (sign.severity().worseThan(worst())) {
        withheld.add(sign.as(Change.WORSENED));
      }
    } else if (severity == null || judgement.at() < from - window - MERGE) {
      withheld.add(sign.as(Change.RAISED));
    } else if (judgement.severity().worseThan(severity)) {
      tell(sign.as(Change.WORSENED), knowing, facts);
    }
  }

  private void cleared(Sign sign, Knowing knowing, List<Fact> facts) {
    if (severity != null && sign.at() >= from) {
      // what is withheld still is part of what was told
      join(severity, knowing, facts);
      tell(sign, knowing, facts);
      until = sign.at();
      severity = null;
      action = null;
    } else if (!withheld.isEmpty()) {
      withheld.forEach(earlier -> facts.add(earlier.fact(matter, Telling.RETROSPECTIVE)));
      withheld.clear();
      facts.add(sign.fact(matter, Telling.RETROSPECTIVE));
      until = sign.at();
      action = severity == null ? null : action;
    }
  }

  /** Drops what is withheld as part of what was told, which may be worse for it. */
  private void join(Severity told, Knowing knowing, List<Fact> facts) {
    if (withheld.isEmpty()) {
      return;
    }
    Sign first = withheld.get(0);
    Severity worst = worst(told);
    withheld.clear();
    if (worst.worseThan(told)) {
      tell(first.as(Change.WORSENED, worst), knowing, facts);
    }
  }

  /**
   * Takes what the station says it did.
   *
   * @return true when the condition is to be held open for it
   */
  boolean acted(Sign sign, long window, Knowing knowing, List<Fact> facts) {
    EdgeAction did = sign.edgeAction();
    boolean news = did != null && !did.equals(action);
    boolean latched = did != null && did.latched();
    if (severity != null) {
      if (sign.severity().worseThan(severity)) {
        tell(sign.as(Change.WORSENED), knowing, facts);
      } else if (news) {
        tell(sign.as(Change.ACTED, severity), knowing, facts);
      }
    } else if (!withheld.isEmpty() && withheld.get(0).at() >= sign.at() - window - MERGE) {
      if (sign.severity().worseThan(worst())) {
        withheld.add(sign.as(Change.WORSENED));
      } else if (news && withheld.size() < MOST) {
        withheld.add(sign.as(Change.ACTED, worst(sign.severity())));
      }
    } else if (until != NEVER && sign.at() <= until + window + MERGE && !latched) {
      facts.add(sign.as(Change.ACTED).fact(matter, knowing.of(sign.at())));
      return false;
    } else if (knowing.past()
        || (withheld.isEmpty() && !(knowing.events() && knowing.of(sign.at()) == Telling.LIVE))) {
      if (withheld.size() < MOST) {
        withheld.add(sign);
      }
    } else {
      // What may be withheld is an older episode whose readings are still on their way.
      tell(sign, knowing, facts);
    }
    action = did;
    return true;
  }

  /** The station's latch has been taken off. */
  void reset(Sign sign, Knowing knowing, List<Fact> facts) {
    boolean news = action != null && action.latched();
    action = sign.edgeAction();
    if (severity != null && news) {
      tell(sign.as(Change.ACTED, severity), knowing, facts);
    }
  }

  /** Takes over that this is told; what is withheld is part of it or older. */
  void adopt(OpenCondition open) {
    severity = open.severity();
    from = open.since();
    action = action == null ? open.edgeAction() : action;
  }

  /** What the station is known to have done. */
  @Nullable EdgeAction action() {
    return action;
  }

  /** True when something waits to be told. */
  boolean waiting() {
    return !withheld.isEmpty();
  }

  /**
   * Tells what is withheld if it holds still, or drops it when it has turned out to be part of what
   * was told.
   *
   * @param caughtUp true when the lane of the rule's readings has caught up
   * @param clock time of the newest reading judged
   */
  void settle(boolean caughtUp, long clock, long window, Knowing knowing, List<Fact> facts) {
    if (withheld.isEmpty()) {
      return;
    }
    if (severity != null) {
      if (clock < from - window - MERGE) {
        return;
      }
      join(severity, knowing, facts);
    } else if (holds(caughtUp, knowing)) {
      List<Sign> signs = List.copyOf(withheld);
      withheld.clear();
      signs.forEach(sign -> tell(sign, knowing, facts));
    }
  }

  private boolean holds(boolean caughtUp, Knowing knowing) {
    boolean byStation = withheld.stream().anyMatch(sign -> sign.edgeAction() != null);
    boolean latched = action != null && action.latched();
    return (caughtUp && !byStation) || (knowing.events() && (caughtUp || latched));
  }

  private void tell(Sign sign, Knowing knowing, List<Fact> facts) {
    if (severity == null) {
      from = sign.at();
    }
    if (sign.severity().worseThan(severity)) {
      severity = sign.severity();
    }
    facts.add(sign.fact(matter, knowing.of(sign.at())));
  }

  private Severity worst() {
    return worst(Severity.INFO);
  }

  private Severity worst(Severity atLeast) {
    Severity worst = atLeast;
    for (Sign sign : withheld) {
      worst = sign.severity().worseThan(worst) ? sign.severity() : worst;
    }
    return worst;
  }

  /**
   * The circumstances in which something becomes known.
   *
   * @param now the hub's clock
   * @param late true when it comes in a message that was late
   * @param events true when the event lane has caught up
   * @param past true when it was stored before, so that what was to be told of it has been
   */
  record Knowing(long now, boolean late, boolean events, boolean past) {
    private static final long LATE = 120_000;

    static Knowing ofPast(long now, boolean late) {
      return new Knowing(now, late, false, true);
    }

    Telling of(long at) {
      return late || now - at > LATE ? Telling.DELAYED : Telling.LIVE;
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeUTF(severity == null ? "" : severity.word());
    out.writeLong(from);
    out.writeLong(until);
    Sign.write(action, out);
    out.writeByte(withheld.size());
    for (Sign sign : withheld) {
      sign.write(out);
    }
  }

  static Told read(Matter matter, DataInput in) throws IOException {
    Told told = new Told(matter);
    String word = in.readUTF();
    told.severity = word.isEmpty() ? null : Severity.of(word);
    told.from = in.readLong();
    told.until = in.readLong();
    told.action = Sign.readEdgeAction(in);
    for (int n = in.readUnsignedByte(); n > 0; n--) {
      told.withheld.add(Sign.read(in));
    }
    return told;
  }
}
