package cn.yizhan.protocol.rule;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One rule on one subject: what is known of its inputs, since when its conditions hold, and whether
 * it is raised. All times are event times; nothing happens except at the time it is due, whenever
 * that becomes known.
 */
final class Episode {
  private static final long NONE = Input.NONE;

  private final Claims claims = new Claims();
  private Bound bound;
  private final Inputs inputs;
  private final long[] since;
  private long clearSince = NONE;
  private @Nullable Severity severity;
  private final Standing standing = new Standing();
  private boolean rebound;
  private final boolean silences;
  private long windowAt = NONE;
  private final Coming coming = new Coming();

  Episode(Bound bound, ToLongFunction<String> maxAge) {
    this.bound = bound;
    this.inputs = new Inputs(bound, maxAge);
    this.since = new long[bound.levels().size()];
    this.silences = bound.silences();
    Arrays.fill(since, NONE);
  }

  Bound bound() {
    return bound;
  }

  /** The numbers that count at that time, as far as they are known beforehand. */
  Bound bound(long at) {
    return coming.at(at, bound);
  }

  /** Severity while raised, else null. */
  @Nullable Severity severity() {
    return severity;
  }

  /** Time of the newest reading judged, {@link Input#NONE} before the first. */
  long clock() {
    return inputs.clock();
  }

  /**
   * Judges by other numbers from their times on: by the last of those that the readings have come
   * to from the next reading or tick on.
   *
   * @param course the numbers by the event time from which each counts
   */
  void rebind(NavigableMap<Long, Bound> course) {
    Bound changed = coming.take(course, clock());
    rebound |= !changed.equals(bound);
    bind(changed);
  }

  private void bind(Bound changed) {
    inputs.rebind(changed);
    bound = changed;
  }

  /** Takes a reading of one of its points and adds what follows to found. */
  void feed(String point, long at, double value, List<Judgement> found) {
    int index = inputs.indexOf(point);
    if (index < 0 || at < inputs.at(index)) {
      return;
    }
    if (coming.ahead(Math.max(at, clock()))) {
      bind(coming.from(Math.max(at, clock())));
    }
    advance(at, at, true, found);
    inputs.set(index, at, value);
    // Behind a reading of another of its points it says nothing of the time before that one.
    long now = inputs.clock();
    reconsider(now);
    advance(now, now, true, found);
  }

  /**
   * Completes with the values known what is due by then; the condition is over only by what has
   * been heard.
   */
  void tick(long now, long heard, List<Judgement> found) {
    if (silences && inputs.endure(heard) && heard >= clock()) {
      advance(heard, heard, false, found);
      reconsider(heard);
    }
    if (rebound && now >= clock()) {
      while (inputs.falls(windowAt) < heard) {
        reconsider(inputs.falls(windowAt));
      }
      reconsider(now);
      rebound = false;
    }
    advance(now, heard, false, found);
  }

  /** Takes what the station says of its own acts; in force once the readings have come so far. */
  void claim(Claim claim) {
    if (claim.at() <= clock() || !claims.add(claim)) {
      apply(claim);
    }
  }

  /** The test of that time has ended; see {@link Judge#testOver}. */
  void testOver(long from, long to, boolean inOrder, List<Judgement> found) {
    boolean awaited = claims.open(from, to);
    if (!awaited && (severity == null || !standing.openedWithin(from, to))) {
      return;
    }
    Claim over = new Claim(Claim.Kind.TEST_OVER, Severity.INFO, to);
    if (inOrder && !awaited) {
      apply(over);
    } else {
      claim(over);
    }
    advance(clock(), clock(), false, found);
  }

  /** When {@link #tick} would find or take in something, {@link Long#MAX_VALUE} if never. */
  long due() {
    long due = Math.min(Math.min(clearDue(), claims.due()), coming.due());
    due = Math.min(due, Math.min(inputs.falls(windowAt), silences ? inputs.look() : due));
    for (int i = 0; i < since.length; i++) {
      due = Math.min(due, levelDue(i));
    }
    return due;
  }

  /** Finds out since when each condition holds, its inputs having changed at that time. */
  private void reconsider(long at) {
    boolean any = false;
    windowAt = Math.max(windowAt, at);
    for (int i = 0; i < since.length; i++) {
      boolean holds = inputs.hold(bound.levels().get(i), at);
      since[i] = !holds ? NONE : since[i] == NONE ? at : since[i];
      any |= holds;
    }
    boolean clear = !any && inputs.hold(bound.clear(), at);
    clearSince = !clear ? NONE : clearSince == NONE ? at : clearSince;
  }

  /** Goes through what is due up to a time in its order; values get too old only when feeding. */
  private void advance(long until, long clears, boolean feeding, List<Judgement> found) {
    while (true) {
      int level = firstLevelDue();
      long raiseAt = level < 0 ? Long.MAX_VALUE : levelDue(level);
      long clearAt = clearDue();
      long claimAt = claims.due();
      long expireAt = feeding && inputs.expiry() < until ? inputs.expiry() : Long.MAX_VALUE;
      long fallAt = inputs.falls(windowAt) < clears ? inputs.falls(windowAt) : Long.MAX_VALUE;
      long otherAt = Math.min(fallAt, coming.due());
      long next = Math.min(Math.min(raiseAt, clearAt), Math.min(claimAt, expireAt));
      next = Math.min(next, otherAt);
      boolean unheard = clearAt == next && raiseAt > next && next > clears;
      if (next > until || next == Long.MAX_VALUE || unheard) {
        return;
      }
      if (coming.due() == next) {
        bind(coming.next());
        reconsider(next);
      } else if (raiseAt == next) {
        raise(bound.levels().get(level), next, found);
      } else if (clearAt == next) {
        clear(next, found);
      } else if (claimAt == next) {
        apply(claims.take());
      } else {
        if (feeding) {
          inputs.expire(next);
        }
        reconsider(next);
      }
    }
  }

  /** The level due first, of several at one time the worst; -1 when none is. */
  private int firstLevelDue() {
    int first = -1;
    for (int i = since.length - 1; i >= 0; i--) {
      if (levelDue(i) != Long.MAX_VALUE && (first < 0 || levelDue(i) <= levelDue(first))) {
        first = i;
      }
    }
    return first;
  }

  private long levelDue(int i) {
    Bound.Level level = bound.levels().get(i);
    if (since[i] == NONE || !level.severity().worseThan(severity)) {
      return Long.MAX_VALUE;
    }
    long due = since[i] + level.hold();
    return level.lasting() || due <= inputs.expiry() ? due : Long.MAX_VALUE;
  }

  private long clearDue() {
    if (severity == null || clearSince == NONE) {
      return Long.MAX_VALUE;
    }
    long due = standing.due(clearSince, bound.clear().hold());
    return bound.clear().lasting() || due <= inputs.expiry() ? due : Long.MAX_VALUE;
  }

  private void raise(Bound.Level level, long at, List<Judgement> found) {
    Change change = severity == null ? Change.RAISED : Change.WORSENED;
    if (severity == null) {
      standing.open(at);
    }
    if (byHand()) {
      standing.latch();
    }
    severity = level.severity();
    found.add(judgement(change, level.severity(), at, level));
  }

  private void clear(long at, List<Judgement> found) {
    if (severity != null) {
      found.add(judgement(Change.CLEARED, severity, at, bound.clear()));
    }
    severity = null;
    standing.end();
  }

  private Judgement judgement(Change change, Severity is, long at, Bound.Level level) {
    return new Judgement(
        bound.rule(),
        bound.subject(),
        change,
        is,
        at,
        bound.finding(level, inputs.measured(bound.shown(level), at)));
  }

  private void apply(Claim claim) {
    switch (claim.kind()) {
      case OPEN -> {
        if (severity == null) {
          standing.open(claim.at());
        }
        severity = claim.severity().worseThan(severity) ? claim.severity() : severity;
        if (byHand()) {
          standing.latch();
          reconsider(claim.at());
        }
      }
      case LATCH -> standing.latch();
      case RELEASE -> standing.release(claim.at(), byHand());
      case TEST_OVER -> {
        if (severity != null) {
          standing.testOver(claim.at(), byHand());
        }
      }
    }
  }

  private boolean byHand() {
    return bound.rule().condition().clear().byHand();
  }

  void write(DataOutput out) throws IOException {
    inputs.write(out);
    for (long time : since) {
      out.writeLong(time);
    }
    out.writeLong(clearSince);
    out.writeLong(windowAt);
    out.writeUTF(severity == null ? "" : severity.word());
    standing.write(out);
    claims.write(out);
  }

  void read(DataInput in) throws IOException {
    inputs.read(in);
    for (int i = 0; i < since.length; i++) {
      since[i] = in.readLong();
    }
    clearSince = in.readLong();
    windowAt = in.readLong();
    rebound = true;
    String word = in.readUTF();
    severity = word.isEmpty() ? null : Severity.of(word);
    standing.read(in);
    claims.read(in);
  }
}
