package cn.yizhan.hub.rules;

import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.Severity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Something found that has perhaps not been told yet.
 *
 * @param change what happened
 * @param severity severity of the condition after it
 * @param at when
 * @param reading the reading behind it
 * @param edgeAction what the station did
 */
record Sign(
    Change change,
    Severity severity,
    long at,
    @Nullable Finding reading,
    @Nullable EdgeAction edgeAction) {

  Sign as(Change other) {
    return as(other, severity);
  }

  Sign as(Change other, Severity is) {
    return new Sign(other, is, at, reading, edgeAction);
  }

  Fact fact(Matter matter, Telling telling) {
    String key = matter.rule() + '/' + matter.subject() + '/' + change.word() + '/' + at;
    if (change == Change.ACTED && edgeAction != null) {
      key +=
          (edgeAction.action().equals("cut") ? "" : "/" + edgeAction.action())
              + (edgeAction.confirmed() ? "/confirmed" : "")
              + (edgeAction.latched() ? "/latched" : "");
    }
    return new Fact(key, matter, change, severity, at, telling, reading, edgeAction);
  }

  void write(DataOutput out) throws IOException {
    out.writeUTF(change.name());
    out.writeUTF(severity.word());
    out.writeLong(at);
    out.writeBoolean(reading != null);
    if (reading != null) {
      out.writeUTF(reading.point());
      out.writeDouble(reading.value());
      out.writeUTF(reading.unit() == null ? "" : reading.unit());
      out.writeDouble(reading.limit());
      out.writeDouble(reading.holdSeconds());
    }
    write(edgeAction, out);
  }

  static Sign read(DataInput in) throws IOException {
    return new Sign(
        Change.valueOf(in.readUTF()),
        Severity.of(in.readUTF()),
        in.readLong(),
        in.readBoolean() ? readFinding(in) : null,
        readEdgeAction(in));
  }

  private static Finding readFinding(DataInput in) throws IOException {
    String point = in.readUTF();
    double value = in.readDouble();
    String unit = in.readUTF();
    return new Finding(
        point, value, unit.isEmpty() ? null : unit, in.readDouble(), in.readDouble());
  }

  static void write(@Nullable EdgeAction action, DataOutput out) throws IOException {
    out.writeUTF(action == null ? "" : action.action());
    if (action != null) {
      out.writeBoolean(action.latched());
      out.writeBoolean(action.confirmed());
      Double reaction = action.reactionMs();
      out.writeDouble(reaction == null ? Double.NaN : reaction);
    }
  }

  static @Nullable EdgeAction readEdgeAction(DataInput in) throws IOException {
    String action = in.readUTF();
    if (action.isEmpty()) {
      return null;
    }
    boolean latched = in.readBoolean();
    boolean confirmed = in.readBoolean();
    double reaction = in.readDouble();
    return new EdgeAction(action, latched, confirmed, Double.isNaN(reaction) ? null : reaction);
  }
}
