package cn.yizhan.protocol.rule;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
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
  private final Input[] inputs;
  private final long[] since;
  private long clearSince = NONE;
  private @Nullable Severity severity;
  private long opened = NONE;
  private long released = NONE;
  private boolean latched;
  private boolean rebound;

  Episode(Bound bound, ToLongFunction<String> maxAge) {
    this.bound = bound;
    this.inputs = new Input[bound.points().size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = new Input(maxAge.applyAsLong(bound.points().get(i)));
    }
    this.since = new long[bound.levels().size()];
    Arrays.fill(since, NONE);
  }

  Bound bound() {
    return bound;
  }

  /** Severity while raised, else null. */
  @Nullable Severity severity() {
    return severity;
  }

  /** Time of the newest reading judged, {@link Input#NONE} before the first. */
  long clock() {
    long clock = NONE;
    for (Input input : inputs) {
      clock = Math.max(clock, input.at());
    }
    return clock;
  }

  /** Judges by other numbers from the next reading or tick on. */
  void rebind(Bound changed) {
    bound = changed;
    rebound = true;
  }

  /** Takes a reading of one of its points and adds what follows to found. */
  void feed(String point, long at, double value, List<Judgement> found) {
    Input input = inputs[bound.points().indexOf(point)];
    if (at < input.at()) {
      return;
    }
    advance(at, at, true, found);
    input.set(at, value, bound.window());
    countRuns(input);
    reconsider(at);
    advance(at, at, true, found);
  }

  /**
   * Completes with the values known what is due by then; the condition is over only by what has
   * been heard.
   */
  void tick(long now, long heard, List<Judgement> found) {
    if (rebound && now >= clock()) {
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

  /** When {@link #tick} would find something, {@link Long#MAX_VALUE} if never. */
  long due() {
    long due = clearDue();
    for (int i = 0; i < since.length; i++) {
      due = Math.min(due, levelDue(i));
    }
    return due;
  }

  private void countRuns(Input input) {
    for (Bound.Question question : bound.counted()) {
      if (inputs[question.input()] == input) {
        boolean satisfied = question.term().test().holds(input.value(), question.limit());
        input.count(question.index(), satisfied);
      }
    }
  }

  /** Finds out since when each condition holds, its inputs having changed at that time. */
  private void reconsider(long at) {
    boolean any = false;
    for (int i = 0; i < since.length; i++) {
      boolean holds = holds(bound.levels().get(i));
      since[i] = !holds ? NONE : since[i] == NONE ? at : since[i];
      any |= holds;
    }
    boolean clear = !any && holds(bound.clear());
    clearSince = !clear ? NONE : clearSince == NONE ? at : clearSince;
  }

  private boolean holds(Bound.Level level) {
    for (Bound.Question question : level.when()) {
      if (!holds(question)) {
        return false;
      }
    }
    return true;
  }

  private boolean holds(Bound.Question question) {
    Input input = inputs[question.input()];
    if (!input.known()) {
      return false;
    }
    return question.count() > 1
        ? input.run(question.index()) >= question.count()
        : question.term().test().holds(measured(question), question.limit());
  }

  private double measured(Bound.Question question) {
    Input input = inputs[question.input()];
    return question.rise() == null ? input.value() : input.rate(question.rise());
  }

  /** Goes through what is due up to a time in its order; values get too old only when feeding. */
  private void advance(long until, long clears, boolean feeding, List<Judgement> found) {
    while (true) {
      int level = firstLevelDue();
      long raiseAt = level < 0 ? Long.MAX_VALUE : levelDue(level);
      long clearAt = clearDue();
      long claimAt = claims.due();
      long expireAt = feeding && expiry() < until ? expiry() : Long.MAX_VALUE;
      long next = Math.min(Math.min(raiseAt, clearAt), Math.min(claimAt, expireAt));
      boolean unheard = clearAt == next && raiseAt > next && next > clears;
      if (next > until || next == Long.MAX_VALUE || unheard) {
        return;
      }
      if (raiseAt == next) {
        raise(bound.levels().get(level), next, found);
      } else if (clearAt == next) {
        clear(next, found);
      } else if (claimAt == next) {
        apply(claims.take());
      } else {
        expire(next);
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
    return due <= expiry() ? due : Long.MAX_VALUE;
  }

  private long clearDue() {
    if (severity == null || latched || clearSince == NONE) {
      return Long.MAX_VALUE;
    }
    long due = Math.max(Math.max(clearSince, opened) + bound.clear().hold(), released);
    return due <= expiry() ? due : Long.MAX_VALUE;
  }

  /** When the first of the values known gets too old. */
  private long expiry() {
    long expiry = Long.MAX_VALUE;
    for (Input input : inputs) {
      expiry = input.known() ? Math.min(expiry, input.expiry()) : expiry;
    }
    return expiry;
  }

  private void expire(long at) {
    for (Input input : inputs) {
      if (input.known() && input.expiry() == at) {
        input.expire();
      }
    }
    reconsider(at);
  }

  private void raise(Bound.Level level, long at, List<Judgement> found) {
    Change change = severity == null ? Change.RAISED : Change.WORSENED;
    opened = severity == null ? at : opened;
    severity = level.severity();
    found.add(judgement(change, level.severity(), at, level));
  }

  private void clear(long at, List<Judgement> found) {
    if (severity != null) {
      found.add(judgement(Change.CLEARED, severity, at, bound.clear()));
    }
    severity = null;
    opened = NONE;
    released = NONE;
  }

  private Judgement judgement(Change change, Severity is, long at, Bound.Level level) {
    return new Judgement(
        bound.rule(),
        bound.subject(),
        change,
        is,
        at,
        bound.finding(level, measured(level.when().get(0))));
  }

  private void apply(Claim claim) {
    switch (claim.kind()) {
      case OPEN -> {
        if (severity == null) {
          opened = claim.at();
        }
        severity = claim.severity().worseThan(severity) ? claim.severity() : severity;
      }
      case LATCH -> latched = true;
      case RELEASE -> {
        latched = false;
        released = claim.at();
      }
    }
  }

  void write(DataOutput out) throws IOException {
    for (Input input : inputs) {
      input.write(out);
    }
    for (long time : since) {
      out.writeLong(time);
    }
    out.writeLong(clearSince);
    out.writeUTF(severity == null ? "" : severity.word());
    out.writeLong(opened);
    out.writeLong(released);
    out.writeBoolean(latched);
    claims.write(out);
  }

  void read(DataInput in, ToLongFunction<String> maxAge) throws IOException {
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = Input.read(in, maxAge.applyAsLong(bound.points().get(i)));
    }
    for (int i = 0; i < since.length; i++) {
      since[i] = in.readLong();
    }
    clearSince = in.readLong();
    rebound = true;
    String word = in.readUTF();
    severity = word.isEmpty() ? null : Severity.of(word);
    opened = in.readLong();
    released = in.readLong();
    latched = in.readBoolean();
    claims.read(in);
  }
}
