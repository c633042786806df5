package cn.yizhan.edge.safety;

import cn.yizhan.protocol.rule.Severity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Why something was cut.
 *
 * @param rule id of the rule
 * @param version version of the rule
 * @param subject what it holds of: {@code station} or {@code bay/3}
 * @param severity how severe it was
 * @param point the point whose reading showed it
 * @param value that reading
 * @param limit the limit in force
 */
record Cause(
    String rule,
    int version,
    String subject,
    Severity severity,
    String point,
    double value,
    double limit) {

  /** As events name it: {@code S02@1}. */
  String ruleAndVersion() {
    return rule + "@" + version;
  }

  void write(DataOutput out) throws IOException {
    out.writeUTF(rule);
    out.writeInt(version);
    out.writeUTF(subject);
    out.writeUTF(severity.word());
    out.writeUTF(point);
    out.writeDouble(value);
    out.writeDouble(limit);
  }

  static Cause read(DataInput in) throws IOException {
    return new Cause(
        in.readUTF(),
        in.readInt(),
        in.readUTF(),
        Severity.of(in.readUTF()),
        in.readUTF(),
        in.readDouble(),
        in.readDouble());
  }
}
