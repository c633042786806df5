package cn.yizhan.edge.safety;

import cn.yizhan.protocol.rule.Judgement;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why something was cut.
 *
 * @param rule id of the rule, empty for {@link #UNREADABLE}
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

  /** What was latched before a restart cannot be read any more, so everything is. */
  static final Cause UNREADABLE = new Cause("", 0, "station", Severity.CRITICAL, "", 0, 0);

  /** What a judgement was made for. */
  static Cause of(Judgement judgement) {
    return new Cause(
        judgement.rule().id(),
        judgement.rule().version(),
        judgement.subject(),
        judgement.severity(),
        judgement.finding().point(),
        judgement.finding().value(),
        judgement.finding().limit());
  }

  /** True when a rule found it, whose condition can be over. */
  boolean ruled() {
    return !rule.isEmpty();
  }

  /** True when somebody on site has to reset what it made; otherwise that ends with it. */
  boolean latches() {
    Rule found = RuleCatalogue.standard().find(rule);
    Rule.Edge edge = found == null ? null : found.edge();
    return edge == null || edge.latch();
  }

  /** As events name it: {@code S02@1}; null when no rule found it. */
  @Nullable String ruleAndVersion() {
    return ruled() ? rule + "@" + version : null;
  }

  /** A rule of the catalogue as events name it, by the version in force. */
  static String rule(String id) {
    Rule rule = RuleCatalogue.standard().find(id);
    return id + "@" + (rule == null ? 1 : rule.version());
  }

  /** For people: {@code S02 of bay/3}. */
  String text() {
    return (ruled() ? rule : "unreadable latches") + " of " + subject;
  }

  /** What events say of it. */
  Map<String, Object> data() {
    Map<String, Object> data = new HashMap<>();
    if (ruled()) {
      data.put("point", point);
      data.put("value", value);
      data.put("limit", limit);
    } else {
      data.put("reason", "the latches kept over the restart cannot be read");
    }
    return data;
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
