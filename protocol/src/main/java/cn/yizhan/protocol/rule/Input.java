package cn.yizhan.protocol.rule;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A point as a step function: a reading holds until the next one or until it is too old, then
 * nothing is known. Remembers the readings of a window for rates of change.
 */
final class Input {
  /** No time: long before any event. */
  static final long NONE = Long.MIN_VALUE;

  /** Readings a window keeps; closer ones than a twelfth of it are passed over. */
  private static final int KEPT = 12;

  private final long maxAge;
  private long at = NONE;
  private long changed = NONE;
  private double value;
  private boolean known;
  private boolean repeated;
  private long quiet;
  private int[] runs = {};
  private long[] ats = {};
  private double[] values = {};
  private int size;

  /**
   * @param maxAge milliseconds a reading holds, {@link Long#MAX_VALUE} for ever
   */
  Input(long maxAge) {
    this.maxAge = maxAge;
  }

  /** When its last reading was taken, or {@link #NONE}. */
  long at() {
    return at;
  }

  /** Since when its readings have said the same, or {@link #NONE}. */
  long changed() {
    return changed;
  }

  /** For how long its readings have said the same, up to the last of them, milliseconds. */
  long still() {
    return at == NONE ? 0 : at - changed;
  }

  double value() {
    return value;
  }

  /** True when the last reading replaced one of the same time. */
  boolean repeated() {
    return repeated;
  }

  /** How long the station has been heard without a reading of this point, milliseconds. */
  long quiet() {
    return quiet;
  }

  /**
   * The station has been heard for some time without a reading of this point.
   *
   * @param until up to when
   * @param time for how long, milliseconds
   */
  void endure(long until, long time) {
    if (at != NONE && until > at) {
      quiet += Math.min(time, until - at);
    }
  }

  /** A reading has been taken; the station was heard up to then. */
  void broken(long heard) {
    quiet = heard == NONE ? 0 : Math.min(quiet, Math.max(0, heard - at));
  }

  boolean known() {
    return known;
  }

  /** When the value stops being known, if no other reading comes; {@link #NONE} when it is not. */
  long expiry() {
    return !known ? NONE : at > Long.MAX_VALUE - maxAge ? Long.MAX_VALUE : at + maxAge;
  }

  /** The value has become too old. */
  void expire() {
    known = false;
    size = 0;
    Arrays.fill(runs, 0);
  }

  /** Takes a reading that is not before the last one. */
  void set(long readAt, double read, long window) {
    repeated = readAt == at && known;
    changed = known && value == read ? changed : readAt;
    at = readAt;
    value = read;
    known = true;
    if (window > 0) {
      remember(window);
    }
  }

  private void remember(long window) {
    if (ats.length == 0) {
      ats = new long[KEPT + 4];
      values = new double[KEPT + 4];
    }
    int old = 0;
    while (old < size && ats[old] < at - window) {
      old++;
    }
    System.arraycopy(ats, old, ats, 0, size - old);
    System.arraycopy(values, old, values, 0, size - old);
    size -= old;
    if (size == ats.length) {
      System.arraycopy(ats, 1, ats, 0, --size);
      System.arraycopy(values, 1, values, 0, size);
    }
    // The last place is the latest reading; it stays only if it is far enough from the one before.
    if (size > 0 && (repeated || tooClose(window))) {
      size--;
    }
    ats[size] = at;
    values[size] = value;
    size++;
  }

  private boolean tooClose(long window) {
    return size > 1 && ats[size - 1] - ats[size - 2] < window / KEPT;
  }

  /** Counts the last reading for a question: how many in a row satisfied it. */
  void count(int question, boolean satisfied) {
    if (runs.length <= question) {
      runs = Arrays.copyOf(runs, question + 1);
    }
    int before = repeated ? Math.max(runs[question] - 1, 0) : runs[question];
    runs[question] = satisfied ? Math.min(before + 1, Integer.MAX_VALUE - 1) : 0;
  }

  /** How many readings in a row satisfied the question. */
  int run(int question) {
    return question < runs.length ? runs[question] : 0;
  }

  /**
   * The slope of the straight line that fits the window best, per minute; not a number when there
   * are fewer readings than asked or they span less.
   */
  double rate(Bound.Rise rise) {
    int first = 0;
    while (first < size && ats[first] < at - rise.window()) {
      first++;
    }
    int count = size - first;
    if (count < Math.max(rise.readings(), 2) || at - ats[first] < rise.span()) {
      return Double.NaN;
    }
    double meanAt = 0;
    double meanValue = 0;
    for (int i = first; i < size; i++) {
      meanAt += (ats[i] - at) / (double) count;
      meanValue += values[i] / count;
    }
    double up = 0;
    double along = 0;
    for (int i = first; i < size; i++) {
      double distance = ats[i] - at - meanAt;
      up += distance * (values[i] - meanValue);
      along += distance * distance;
    }
    return along == 0 ? Double.NaN : up / along * 60_000;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(at);
    out.writeLong(changed);
    out.writeDouble(value);
    out.writeBoolean(known);
    out.writeLong(quiet);
    out.writeByte(runs.length);
    for (int run : runs) {
      out.writeInt(run);
    }
    out.writeByte(size);
    for (int i = 0; i < size; i++) {
      out.writeLong(ats[i]);
      out.writeDouble(values[i]);
    }
  }

  static Input read(DataInput in, long maxAge) throws IOException {
    Input input = new Input(maxAge);
    input.at = in.readLong();
    input.changed = in.readLong();
    input.value = in.readDouble();
    input.known = in.readBoolean();
    input.quiet = in.readLong();
    input.runs = new int[in.readUnsignedByte()];
    for (int i = 0; i < input.runs.length; i++) {
      input.runs[i] = in.readInt();
    }
    input.size = in.readUnsignedByte();
    if (input.size > KEPT + 4) {
      throw new IOException("a window of " + input.size + " readings");
    }
    if (input.size > 0) {
      input.ats = new long[KEPT + 4];
      input.values = new double[KEPT + 4];
      for (int i = 0; i < input.size; i++) {
        input.ats[i] = in.readLong();
        input.values[i] = in.readDouble();
      }
    }
    return input;
  }
}
