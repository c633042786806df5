package cn.yizhan.protocol.rule;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** What is known of the points a rule asks about, and the answers to its questions. */
final class Inputs {
  /**
   * The longest time between two looks in which the station counts as heard without a break,
   * milliseconds: what is longer was an outage, of the station or of who listens.
   */
  static final long STEP = 60_000;

  private final ToLongFunction<String> maxAge;

  /** Whether its points depend on which bays there are, so that a state has to name them. */
  private final boolean named;

  private final Map<Integer, Recent> recents = new TreeMap<>();
  private Bound bound;
  private Input[] inputs;
  private long heard = Input.NONE;

  Inputs(Bound bound, ToLongFunction<String> maxAge) {
    this.maxAge = maxAge;
    this.bound = bound;
    this.named = bound.summed();
    this.inputs = of(bound, Map.of());
  }

  private Input[] of(Bound asked, Map<String, Input> heard) {
    Input[] all = new Input[asked.points().size()];
    for (int i = 0; i < all.length; i++) {
      String point = asked.points().get(i);
      Input input = heard.get(point);
      all[i] = input == null ? new Input(maxAge.applyAsLong(point)) : input;
    }
    return all;
  }

  /** Asks by other numbers, and perhaps about other bays, from now on. */
  void rebind(Bound changed) {
    if (!changed.points().equals(bound.points())) {
      Map<String, Input> heard = new HashMap<>();
      for (int i = 0; i < inputs.length; i++) {
        heard.put(bound.points().get(i), inputs[i]);
      }
      inputs = of(changed, heard);
    }
    bound = changed;
  }

  /** The place of a point, -1 when it is not asked about. */
  int indexOf(String point) {
    return bound.points().indexOf(point);
  }

  /** When the last reading of that point was taken, or {@link Input#NONE}. */
  long at(int index) {
    return inputs[index].at();
  }

  /** Takes a reading that is not before the last one of its point. */
  void set(int index, long at, double value) {
    Input input = inputs[index];
    input.set(at, value, bound.memory());
    input.broken(heard);
    for (Bound.Question question : bound.counted()) {
      if (!question.asks(index)) {
        continue;
      }
      boolean satisfied = question.term().holds(value, question.limit());
      if (question.count().window() > 0) {
        recents
            .computeIfAbsent(question.index(), first -> new Recent())
            .note(at, satisfied, input.repeated(), question.count().readings());
      } else {
        input.count(question.index(), satisfied);
      }
    }
  }

  /** The station was heard up to that time; true when some time has passed. */
  boolean endure(long until) {
    long since = heard;
    if (since != Input.NONE && until <= since) {
      return false;
    }
    heard = until;
    if (since == Input.NONE) {
      return false;
    }
    for (Input input : inputs) {
      input.endure(until, Math.min(until - since, STEP));
    }
    return true;
  }

  /** When it is to be looked at again for silence, {@link Long#MAX_VALUE} for never. */
  long look() {
    boolean any = false;
    for (Input input : inputs) {
      any |= input.at() != Input.NONE;
    }
    return !any ? Long.MAX_VALUE : heard == Input.NONE ? Long.MIN_VALUE : heard + STEP / 4;
  }

  /** When readings leave a window so that an answer changes, {@link Long#MAX_VALUE} for never. */
  long falls(long after) {
    long falls = Long.MAX_VALUE;
    for (Bound.Question question : bound.counted()) {
      Recent recent = recents.get(question.index());
      if (recent != null && question.count().window() > 0) {
        long next = recent.falls(question.count().window(), question.count().readings());
        falls = next > after ? Math.min(falls, next) : falls;
      }
    }
    return falls;
  }

  /** Time of the newest reading, {@link Input#NONE} before the first. */
  long clock() {
    long clock = Input.NONE;
    for (Input input : inputs) {
      clock = Math.max(clock, input.at());
    }
    return clock;
  }

  /** When the first of the values known gets too old, {@link Long#MAX_VALUE} for never. */
  long expiry() {
    long expiry = Long.MAX_VALUE;
    for (Input input : inputs) {
      expiry = input.known() ? Math.min(expiry, input.expiry()) : expiry;
    }
    return expiry;
  }

  /** What gets too old just then is not known any more. */
  void expire(long at) {
    for (Input input : inputs) {
      if (input.known() && input.expiry() == at) {
        input.expire();
      }
    }
  }

  /** True when all questions of the level, or of one of its other lists, are answered with yes. */
  boolean hold(Bound.Level level, long at) {
    if (hold(level.when(), at)) {
      return true;
    }
    for (List<Bound.Question> other : level.or()) {
      if (hold(other, at)) {
        return true;
      }
    }
    return false;
  }

  private boolean hold(List<Bound.Question> questions, long at) {
    for (Bound.Question question : questions) {
      if (!holds(question, at)) {
        return false;
      }
    }
    return true;
  }

  private boolean holds(Bound.Question question, long at) {
    if (question.lasting() ? first(question).at() == Input.NONE : !known(question)) {
      return false;
    }
    Bound.Count count = question.count();
    if (count.window() > 0) {
      return (within(question, at) >= count.readings()) != count.fewer();
    }
    return count.readings() > 1
        ? first(question).run(question.index()) >= count.readings()
        : question.term().holds(measured(question, at), question.limit());
  }

  private int within(Bound.Question question, long at) {
    Recent recent = recents.get(question.index());
    return recent == null ? 0 : recent.within(question.count().window(), at);
  }

  /** True when a point of the question is known, and read after what it must follow has changed. */
  private boolean known(Bound.Question question) {
    for (int index : question.inputs()) {
      if (inputs[index].known()) {
        return question.after() < 0 || inputs[index].at() > inputs[question.after()].changed();
      }
    }
    return false;
  }

  private Input first(Bound.Question question) {
    return inputs[question.inputs().get(0)];
  }

  /** The value a question is about at a time; in a sum a point that is not known counts as 0. */
  double measured(Bound.Question question, long at) {
    Term term = question.term();
    if (term.summed()) {
      double sum = 0;
      for (int index : question.inputs()) {
        sum += inputs[index].known() ? share(term, inputs[index].value()) : 0;
      }
      return sum;
    }
    if (term.test().ofSilence()) {
      return first(question).quiet() / 1000.0;
    }
    if (term.test().ofStillness()) {
      return first(question).still() / 1000.0;
    }
    if (question.count().window() > 0) {
      return within(question, at);
    }
    Bound.Rise rise = question.rise();
    return rise == null ? first(question).value() : first(question).rate(rise);
  }

  private static double share(Term term, double value) {
    return term.words().isEmpty() ? value : term.words().contains((int) value) ? 1 : 0;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(heard);
    out.writeByte(recents.size());
    for (Map.Entry<Integer, Recent> recent : recents.entrySet()) {
      out.writeByte(recent.getKey());
      recent.getValue().write(out);
    }
    out.writeShort(inputs.length);
    for (int i = 0; i < inputs.length; i++) {
      if (named) {
        out.writeUTF(bound.points().get(i));
      }
      inputs[i].write(out);
    }
  }

  /** Points of a sum are found by their names: the bays may be others than when it was written. */
  void read(DataInput in) throws IOException {
    heard = in.readLong();
    for (int n = in.readUnsignedByte(); n > 0; n--) {
      recents.put(in.readUnsignedByte(), Recent.read(in));
    }
    int count = in.readUnsignedShort();
    if (!named && count != inputs.length) {
      throw new IOException(count + " inputs instead of " + inputs.length);
    }
    Map<String, Input> heard = new HashMap<>();
    for (int i = 0; i < count; i++) {
      String point = named ? in.readUTF() : bound.points().get(i);
      heard.put(point, Input.read(in, maxAge.applyAsLong(point)));
    }
    inputs = of(bound, heard);
  }
}
