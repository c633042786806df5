package cn.yizhan.edge.status;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.Lane;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A status as JSON, for programs on the same machine. Times are seconds since 1970 UTC; what is not
 * known is null. Fields are added, never renamed. Pure.
 */
final class StatusJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private StatusJson() {}

  /** The whole status. */
  static String of(AgentStatus status) {
    ObjectNode all = NODES.objectNode();
    List<Finding> findings = Findings.of(status);
    all.put("well", findings.isEmpty());
    ArrayNode told = all.putArray("findings");
    for (Finding finding : findings) {
      label(told.addObject().put("urgent", finding.urgent()), "text", finding.text());
    }
    AgentStatus.Agent agent = status.agent();
    all.put("station", agent.station()).put("version", agent.version());
    all.put("upSeconds", agent.upSeconds()).put("configVersion", agent.configVersion());
    hub(all.putObject("hub"), status.hub());
    ObjectNode clock = all.putObject("clock");
    time(clock, "now", status.clock().now());
    clock.put("set", status.clock().set());
    Long offset = status.clock().offsetMillis();
    clock.put("offsetSeconds", offset == null ? null : seconds(offset));
    ObjectNode journal = all.putObject("journal");
    journal.put("bytes", status.journal().bytes()).put("capacity", status.journal().capacity());
    ObjectNode waiting = journal.putObject("waiting");
    for (Lane lane : Lane.values()) {
      waiting.put(lane.word(), status.journal().waiting().getOrDefault(lane, 0L));
    }
    safety(all, status.safety());
    ArrayNode devices = all.putArray("devices");
    for (AgentStatus.Device device : status.devices()) {
      ObjectNode node = devices.addObject().put("id", device.id()).put("online", device.online());
      time(node, "lastHeard", device.lastHeard());
      node.put("battery", device.battery());
    }
    input(all.putObject("input"), status.input());
    ArrayNode log = all.putArray("log");
    for (AgentStatus.LogLine line : status.log()) {
      ObjectNode node = log.addObject();
      time(node, "at", line.at());
      node.put("level", line.error() ? "error" : "warning");
      node.put("text", line.text()).put("times", line.times());
    }
    return all.toPrettyString() + "\n";
  }

  private static void hub(ObjectNode node, AgentStatus.Hub hub) {
    node.put("connected", hub.connected());
    time(node, "since", hub.since());
    AgentStatus.Happening error = hub.lastError();
    if (error == null) {
      node.putNull("lastError");
    } else {
      ObjectNode happened = node.putObject("lastError");
      time(happened, "at", error.at());
      happened.put("text", error.text());
    }
    time(node, "lastAcknowledged", hub.lastAcknowledged());
    node.put("bytesToday", hub.bytesToday()).put("bytesYesterday", hub.bytesYesterday());
  }

  private static void safety(ObjectNode all, AgentStatus.Safety safety) {
    ArrayNode latches = all.putArray("latches");
    for (AgentStatus.Latch latch : safety.latches()) {
      ObjectNode node = latches.addObject().put("subject", latch.subject());
      label(node, "reason", latch.reason());
      time(node, "since", latch.since());
    }
    ArrayNode bays = all.putArray("bays");
    for (AgentStatus.Bay bay : safety.bays()) {
      ObjectNode node = bays.addObject().put("number", bay.number());
      node.put("use", bay.use().word()).put("latched", bay.latched());
      node.put("state", bay.state()).put("relay", bay.relay());
      node.put("power", bay.power()).put("temperature", bay.temperature());
      if (bay.deadManSeconds() == 0) {
        node.put("deadMan", "none");
      } else {
        node.put("deadMan", bay.deadManSeconds());
      }
    }
  }

  private static void input(ObjectNode node, AgentStatus.Input input) {
    node.put("readings", input.readings()).put("reported", input.reported());
    node.put("refused", input.refused());
    ArrayNode puzzles = node.putArray("puzzles");
    for (AgentStatus.Puzzle puzzle : input.puzzles()) {
      puzzles
          .addObject()
          .put("why", puzzle.why().name().toLowerCase(Locale.ROOT).replace('_', '-'))
          .put("device", puzzle.device())
          .put("key", puzzle.key())
          .put("sample", puzzle.sample())
          .put("count", puzzle.count());
    }
    node.put("morePuzzles", input.morePuzzles());
  }

  private static void label(ObjectNode node, String name, Label label) {
    node.putObject(name).put("zh", label.zh()).put("en", label.en());
  }

  /** Written without an exponent, which a double would have. */
  private static BigDecimal seconds(long millis) {
    return BigDecimal.valueOf(millis, 3);
  }

  private static void time(ObjectNode node, String name, @Nullable Long millis) {
    node.put(name, millis == null ? null : seconds(millis));
  }
}
