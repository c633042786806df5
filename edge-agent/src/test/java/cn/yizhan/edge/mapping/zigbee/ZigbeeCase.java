package cn.yizhan.edge.mapping.zigbee;

import static java.nio.charset.StandardCharsets.UTF_8;

import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.mapping.Publish;
import cn.yizhan.edge.mapping.Said;
import cn.yizhan.edge.wiring.Family;
import cn.yizhan.edge.wiring.Place;
import cn.yizhan.edge.wiring.WiredDevice;
import cn.yizhan.edge.wiring.Wiring;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A golden file: devices, messages, and what they are expected to say.
 *
 * @param wiring the devices
 * @param file all of it
 */
record ZigbeeCase(Wiring wiring, JsonNode file) {
  /** 2026-11-23T00:00:00Z. */
  static final long T0 = 1_795_392_000_000L;

  static ZigbeeCase read(Path path) throws IOException {
    JsonNode file = new JsonMapper().readTree(Files.readString(path, UTF_8));
    List<WiredDevice> devices = new ArrayList<>();
    for (JsonNode device : file.path("devices")) {
      Map<Integer, Place> channels = new HashMap<>();
      for (Map.Entry<String, JsonNode> at : device.path("at").properties()) {
        Place place = Objects.requireNonNull(Place.parse(at.getValue().asText()));
        channels.put(Integer.valueOf(at.getKey()), place);
      }
      Map<String, WiredDevice.OwnValue> own = new HashMap<>();
      for (Map.Entry<String, JsonNode> value : device.path("values").properties()) {
        JsonNode said = value.getValue();
        own.put(
            value.getKey(),
            new WiredDevice.OwnValue(
                said.path("point").asText(),
                said.path("unit").textValue(),
                said.path("scale").asDouble(1),
                said.path("offset").asDouble(0),
                said.path("inverted").asBoolean()));
      }
      devices.add(
          new WiredDevice(
              device.path("id").asText(),
              Family.ZIGBEE2MQTT,
              device.path("name").asText(),
              channels,
              own,
              120));
    }
    return new ZigbeeCase(new Wiring(devices, ZoneId.of("Asia/Shanghai"), "zigbee2mqtt"), file);
  }

  /** What all messages together say. */
  Said said() {
    ZigbeeDialect dialect = new ZigbeeDialect(wiring);
    Said all = Said.NOTHING;
    for (JsonNode message : file.path("messages")) {
      long at = T0 + message.path("after").asLong();
      JsonNode payload = message.path("payload");
      String text = payload.isTextual() ? payload.asText() : payload.toString();
      Publish publish =
          new Publish(message.path("topic").asText(), text, message.path("retained").asBoolean());
      all = all.and(dialect.read(publish, new Moment(at, at - 7_000)));
    }
    return all;
  }

  static List<String> values(Said said) {
    return said.values().stream()
        .map(
            v ->
                v.device()
                    + " "
                    + v.point()
                    + " "
                    + Math.round(v.value() * 1e6) / 1e6
                    + (v.at() == Said.NOW ? "" : " at " + (v.at() - T0)))
        .toList();
  }

  static List<String> puzzles(Said said) {
    return said.puzzles().stream()
        .map(p -> p.why() + " " + p.device() + " " + p.key() + ": " + p.sample())
        .toList();
  }

  List<String> expected(String key) {
    List<String> lines = new ArrayList<>();
    file.path(key).forEach(line -> lines.add(line.asText()));
    return lines;
  }
}
