package cn.yizhan.protocol.rule;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What is known of the points a rule asks about, and the answers to its questions. */
final class Inputs {
  private final ToLongFunction<String> maxAge;

  /** Whether its points depend on which bays there are, so that a state has to name them. */
  private final boolean named;

  private Bound bound;
  private Input[] inputs;

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
    for (Bound.Question question : bound.counted()) {
      if (question.asks(index)) {
        input.count(question.index(), question.term().holds(value, question.limit()));
      }
    }
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

  /** True when all questions of the level are answered with yes. */
  boolean hold(Bound.Level level) {
    for (Bound.Question question : level.when()) {
      if (!holds(question)) {
        return false;
      }
    }
    return true;
  }

  private boolean holds(Bound.Question question) {
    if (!known(question)) {
      return false;
    }
    return question.count() > 1
        ? first(question).run(question.index()) >= question.count()
        : question.term().holds(measured(question), question.limit());
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

  /** The value a question is about; in a sum a point that is not known counts as 0. */
  double measured(Bound.Question question) {
    if (question.term().summed()) {
      double sum = 0;
      for (int index : question.inputs()) {
        sum += inputs[index].known() ? inputs[index].value() : 0;
      }
      return sum;
    }
    Bound.Rise rise = question.rise();
    return rise == null ? first(question).value() : first(question).rate(rise);
  }

  void write(DataOutput out) throws IOException {
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
