package cn.yizhan.edge.bays;

import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.protocol.message.BayUse;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** State and session of one bay. Steady times unless they are moments. */
final class Bay {
  final int number;
  private final LongFunction<String> ids;
  private BayUse use;
  private ChargingLimits limits;
  private final Socket socket = new Socket();
  private final Outage outage = new Outage();

  private @Nullable Session session;

  /** A load that has not held for long enough to be one. */
  private @Nullable Session load;

  /** The end of the newest session; none begins before it. */
  private long ended = Ages.NONE;

  /** Since when what was charged may still be plugged in. */
  private long finishing = Ages.NONE;

  /** After a restart, until the hardware is heard, since when it is waited for. */
  private long doubtSince = Ages.NONE;

  /** After a restart, until the relay is heard, when anything was last heard before. */
  private long knownUntil = Ages.NONE;

  private @Nullable BayState shown;
  private long revision;

  Bay(int number, BayUse use, LongFunction<String> ids) {
    this.number = number;
    this.use = use;
    this.limits = ChargingLimits.of(use);
    this.ids = ids;
  }

  void use(BayUse changed) {
    use = changed;
    limits = ChargingLimits.of(changed);
  }

  long revision() {
    return revision;
  }

  boolean charging() {
    return session != null;
  }

  @Nullable BayState shown() {
    return shown;
  }

  /** A reading of the bay's point of that name. */
  void hear(String point, double value, long at, Moment now, List<ChargingFact> facts) {
    judge(Math.min(at, now.steady()), now, facts);
    if (point.equals("temperature")) {
      temperature(value);
      return;
    }
    boolean heard =
        switch (point) {
          case "power" -> power(value, at);
          case "energy" -> energy(value, at);
          case "relay" -> relay(value != 0, at, now);
          case "plug" -> socket.plug(value != 0, at);
          default -> false;
        };
    if (heard) {
      socket.heardAt = Math.max(socket.heardAt, at);
      doubtSince = Ages.NONE;
      judge(now.steady(), now, facts);
    }
  }

  private boolean power(double watts, long at) {
    if (!socket.power(watts, at)) {
      return false;
    }
    if (session != null) {
      session.power(watts, at, limits);
    } else if (load != null && watts >= limits.quiet) {
      load.power(watts, at, limits);
    } else {
      load = watts >= limits.load && socket.usable() ? begun(watts, at) : null;
    }
    return true;
  }

  private Session begun(double watts, long at) {
    return Session.begin(socket.counter, watts, Math.max(at, ended));
  }

  private boolean energy(double wattHours, long at) {
    if (!socket.counter(wattHours, at)) {
      return false;
    }
    if (session != null) {
      session.meter.counter(wattHours, at);
    } else if (load != null) {
      load.meter.counter(wattHours, at);
    }
    return true;
  }

  /** A probe that is heard says nothing of whether the socket is. */
  private void temperature(double celsius) {
    if (session != null) {
      session.temperature(celsius);
    } else if (load != null) {
      load.temperature(celsius);
    }
  }

  private boolean relay(boolean on, long at, Moment now) {
    boolean wasOff = socket.isOff();
    if (!socket.relay(on, at)) {
      return false;
    }
    if (on) {
      outage.over();
    } else if (session != null && socket.ordered && !wasOff) {
      // Off since nobody knows when, if nobody listened.
      outage.began(knownUntil == Ages.NONE ? at : Math.min(knownUntil, at), now.steady());
    }
    knownUntil = Ages.NONE;
    return true;
  }

  /** The agent has ordered the bay on, or off; off without a reason is a pause. */
  void ordered(boolean on, @Nullable StopReason reason, Moment now, List<ChargingFact> facts) {
    judge(now.steady(), now, facts);
    boolean paused = !socket.ordered && socket.reason == null;
    if (on && paused && session != null) {
      session.live(now.steady());
    }
    if (on ? !socket.ordered : socket.ordered || (paused && reason != null)) {
      revision++;
      socket.order(on, reason, now.steady());
    }
    judge(now.steady(), now, facts);
  }

  /** Safety holds the bay for that reason, or does not. */
  void latched(@Nullable StopReason why, Moment now, List<ChargingFact> facts) {
    if (socket.latched == (why != null)) {
      return;
    }
    revision++;
    socket.latched = why != null;
    if (why != null) {
      ordered(false, why, now, facts);
    }
    judge(now.steady(), now, facts);
  }

  void available(boolean inUse, Moment now, List<ChargingFact> facts) {
    if (socket.outOfUse == inUse) {
      revision++;
      socket.outOfUse = !inUse;
      if (!inUse) {
        ordered(false, StopReason.REMOTE, now, facts);
      }
      judge(now.steady(), now, facts);
    }
  }

  /** Somebody knows why the bay went off. */
  void explain(StopReason reason, Moment now, List<ChargingFact> facts) {
    outage.explain(reason, now.steady());
    judge(now.steady(), now, facts);
  }

  /** The bay is not one any more. */
  void remove(Moment now, List<ChargingFact> facts) {
    if (session != null) {
      end(session, new Ending(StopReason.REMOTE, now.steady()), now, facts);
    }
  }

  /** Does what is due at that time. */
  void judge(long at, Moment now, List<ChargingFact> facts) {
    outage.judge(at, limits);
    Session going = session;
    if (going == null) {
      begin(at, now, facts);
    } else {
      Ending ending = Ending.of(going, socket, outage, doubtSince, at, limits);
      if (ending != null) {
        end(going, ending, now, facts);
      }
    }
    settle(at);
    show(at, now, facts);
  }

  private void begin(long at, Moment now, List<ChargingFact> facts) {
    Session candidate = load;
    if (!socket.usable()) {
      load = null;
    } else if (candidate != null && !socket.silent(at) && at - candidate.start >= limits.loadHold) {
      load = null;
      session = candidate;
      finishing = Ages.NONE;
      outage.over();
      candidate.name(ids.apply(now.wall()));
      revision++;
      facts.add(new ChargingFact.Told(candidate.started(ids.apply(now.wall()), number, now)));
    }
  }

  private void end(Session over, Ending ending, Moment now, List<ChargingFact> facts) {
    long end = Math.max(over.start, Math.min(ending.at(), now.steady()));
    over.meter.off(end);
    session = null;
    load = null;
    ended = end;
    finishing = ending.reason() == StopReason.UNPLUGGED ? Ages.NONE : now.steady();
    outage.forget();
    revision++;
    String id = ids.apply(now.wall());
    facts.add(new ChargingFact.Told(over.ended(id, number, end, ending.reason(), now)));
  }

  /** What was charged is gone when the plug says so, else after a while in a live bay. */
  private void settle(long at) {
    if (finishing == Ages.NONE || session != null) {
      return;
    }
    boolean gone = socket.unplugged(at, limits);
    boolean old = socket.untold() && socket.ordered && at - finishing >= limits.finishing;
    if (gone || old) {
      finishing = Ages.NONE;
    }
  }

  private void show(long at, Moment now, List<ChargingFact> facts) {
    boolean still = finishing != Ages.NONE;
    BayState state = new Situation(socket, session, load != null, still, shown).state(at, limits);
    if (state != null && state != shown) {
      shown = state;
      revision++;
      facts.add(new ChargingFact.Became(number, state, now));
    }
  }

  void write(DataOutput out, Ages ages) throws IOException {
    out.writeUTF(use.name());
    socket.write(out, ages);
    for (Session kept : new Session[] {load, session}) {
      out.writeBoolean(kept != null);
      if (kept != null) {
        kept.write(out, ages);
      }
    }
    ages.write(out, ended);
    ages.write(out, finishing);
    ages.write(out, doubtSince);
    ages.write(out, knownUntil);
    outage.write(out, ages);
    out.writeUTF(shown == null ? "" : shown.name());
  }

  static Bay read(int number, DataInput in, Ages ages, LongFunction<String> ids)
      throws IOException {
    Bay bay = new Bay(number, BayUse.valueOf(in.readUTF()), ids);
    bay.socket.read(in, ages);
    bay.load = in.readBoolean() ? Session.read(in, ages) : null;
    bay.session = in.readBoolean() ? Session.read(in, ages) : null;
    bay.ended = ages.read(in);
    bay.finishing = ages.read(in);
    bay.doubtSince = ages.read(in);
    bay.knownUntil = ages.read(in);
    bay.outage.read(in, ages);
    String word = in.readUTF();
    bay.shown = word.isEmpty() ? null : BayState.valueOf(word);
    return bay;
  }

  /** The agent was away for long: what it knew is of before, until the hardware is heard. */
  void away(Ages ages, Moment now) {
    load = null;
    doubtSince = now.steady();
    knownUntil = socket.heardAt;
    if (session != null) {
      session.meter.away(ages.gap, now.steady());
    }
  }
}
