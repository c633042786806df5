package cn.yizhan.edge;

import cn.yizhan.edge.uplink.HubAccount;
import cn.yizhan.edge.uplink.HubAddress;
import cn.yizhan.protocol.StationCode;
import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Config;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an enrolment file: {@code {"station","hub","secret","ca"?,"bays":[{"number","use"}],
 * "items":[…]}}. Collects everything that is wrong with it.
 */
final class EnrolmentFile {
  private static final Pattern ITEM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:._-]{0,31}");
  private static final Set<String> KEYS = Set.of("station", "hub", "secret", "ca", "bays", "items");

  private final List<String> problems;
  private final JsonNode root;

  private EnrolmentFile(JsonNode root, List<String> problems) {
    this.root = root;
    this.problems = problems;
  }

  /**
   * The enrolment in the file.
   *
   * @param problems where what is wrong is added, a sentence each
   * @return null when anything is wrong
   */
  static @Nullable Enrolment read(Path file, List<String> problems) {
    List<String> found = new ArrayList<>();
    Enrolment enrolment = null;
    try {
      JsonNode root = JsonMapper.builder().build().readTree(Files.readAllBytes(file));
      if (root.isObject()) {
        enrolment = new EnrolmentFile(root, found).enrolment();
      } else {
        found.add("expected a JSON object");
      }
    } catch (JsonProcessingException e) {
      found.add("not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      found.add("cannot be read: " + e);
    }
    found.forEach(problem -> problems.add("enrolment file " + file + ": " + problem));
    return found.isEmpty() ? enrolment : null;
  }

  private @Nullable Enrolment enrolment() {
    root.fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key)) {
                problems.add(
                    "unknown key " + key + "; known are " + KEYS.stream().sorted().toList());
              }
            });
    StationCode station = StationCode.parse(text("station"));
    if (station == null && root.hasNonNull("station")) {
      problems.add("station: a station code is " + StationCode.FORM);
    }
    HubAddress hub = hub(text("hub"));
    String secret = text("secret");
    JsonNode ca = root.get("ca");
    if (ca != null && !ca.isNull() && !ca.asText().contains("BEGIN CERTIFICATE")) {
      problems.add("ca: expected a certificate in PEM");
    }
    List<Config.Bay> bays = bays();
    List<String> items = items();
    if (!problems.isEmpty() || station == null || hub == null || secret == null) {
      return null;
    }
    String pem = ca == null || ca.isNull() ? null : ca.asText();
    return new Enrolment(new HubAccount(station, hub, secret, pem), bays, items);
  }

  private @Nullable String text(String key) {
    JsonNode value = root.get(key);
    if (value == null || !value.isTextual() || value.textValue().isBlank()) {
      problems.add(key + ": expected a text");
      return null;
    }
    return value.textValue();
  }

  private @Nullable HubAddress hub(@Nullable String text) {
    try {
      return text == null ? null : HubAddress.parse(text);
    } catch (IllegalArgumentException e) {
      problems.add("hub: " + e.getMessage());
      return null;
    }
  }

  private List<Config.Bay> bays() {
    List<Config.Bay> bays = new ArrayList<>();
    Set<Integer> numbers = new HashSet<>();
    for (JsonNode bay : list("bays")) {
      JsonNode number = bay.path("number");
      BayUse use = BayUse.of(bay.path("use").asText());
      boolean fits = number.isInt() && number.intValue() >= 1 && number.intValue() <= 999_999;
      if (!fits || use == null) {
        problems.add("bays[" + bays.size() + "]: expected {\"number\":1,\"use\":\"e-bike\"}");
        return bays;
      }
      if (!numbers.add(number.intValue())) {
        problems.add("bays: number " + number + " twice");
      }
      bays.add(new Config.Bay(number.intValue(), use));
    }
    return bays;
  }

  private List<String> items() {
    List<String> items = new ArrayList<>();
    for (JsonNode item : list("items")) {
      if (!item.isTextual() || !ITEM.matcher(item.textValue()).matches()) {
        problems.add("items[" + items.size() + "]: expected a code such as water");
        return items;
      }
      items.add(item.textValue());
    }
    return items;
  }

  private Iterable<JsonNode> list(String key) {
    JsonNode value = root.get(key);
    if (value != null && !value.isNull() && !value.isArray()) {
      problems.add(key + ": expected a list");
    }
    return value != null && value.isArray() ? value : List.of();
  }
}
