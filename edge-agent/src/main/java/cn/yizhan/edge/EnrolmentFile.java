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
 * Reads an enrolment, as a file or as the keys in a station file: {@code
 * {"station","hub","address"?,"secret","ca"?,"name"?,"phone"?,"bays":[{"number","use"}],
 * "items":[…]}}. Collects everything that is wrong with it.
 */
public final class EnrolmentFile {
  /** Told of each mistake. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A mistake.
     *
     * @param key the key that is wrong; empty for the whole
     */
    void mistake(String key, String zh, String en);
  }

  private static final Pattern ITEM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:._-]{0,31}");
  private static final int LAST_BAY = 999_999;
  private static final Set<String> KEYS =
      Set.of(
          "station", "hub", "address", "secret", "ca", "name", "phone", "bays", "items", "breaker");

  private static final double MOST_BREAKER = 1_000_000;

  private final Listener problems;
  private final JsonNode root;
  private boolean wrong;

  private EnrolmentFile(JsonNode root, Listener problems) {
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
    return read(
        file,
        (key, zh, en) ->
            problems.add("enrolment file " + file + ": " + (key.isEmpty() ? "" : key + ": ") + en));
  }

  /**
   * The enrolment in the file.
   *
   * @return null when anything is wrong
   */
  public static @Nullable Enrolment read(Path file, Listener problems) {
    try {
      JsonNode root = JsonMapper.builder().build().readTree(Files.readAllBytes(file));
      if (root.isObject()) {
        return of(root, problems);
      }
      problems.mistake("", "应为 JSON 对象", "expected a JSON object");
    } catch (JsonProcessingException e) {
      problems.mistake("", "不是 JSON", "not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      problems.mistake("", "无法读取", "cannot be read: " + e);
    }
    return null;
  }

  /**
   * The enrolment with those keys.
   *
   * @return null when anything is wrong
   */
  public static @Nullable Enrolment of(JsonNode keys, Listener problems) {
    return new EnrolmentFile(keys, problems).enrolment();
  }

  private void wrong(String key, String zh, String en) {
    wrong = true;
    problems.mistake(key, zh, en);
  }

  private @Nullable Enrolment enrolment() {
    root.fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key)) {
                List<String> known = KEYS.stream().sorted().toList();
                wrong(key, "没有这个键，可用的有 " + known, "unknown key; known are " + known);
              }
            });
    String code = text("station");
    StationCode station = StationCode.parse(code);
    if (station == null && code != null) {
      wrong("station", "驿站代码应为 " + StationCode.FORM, "a station code is " + StationCode.FORM);
    }
    HubAddress hub = hub(text("hub"), optional("address"));
    String secret = text("secret");
    String ca = optional("ca");
    if (ca != null && !ca.contains("BEGIN CERTIFICATE")) {
      wrong("ca", "应为 PEM 证书", "expected a certificate in PEM");
    }
    String name = optional("name");
    String phone = optional("phone");
    List<Config.Bay> bays = bays();
    List<String> items = items();
    double breaker = breaker();
    if (wrong || station == null || hub == null || secret == null) {
      return null;
    }
    return new Enrolment(
        new HubAccount(station, hub, secret, ca),
        bays,
        items,
        name == null ? "" : name,
        phone == null ? "" : phone,
        breaker);
  }

  private @Nullable String text(String key) {
    JsonNode value = root.get(key);
    if (value == null || !value.isTextual() || value.textValue().isBlank()) {
      wrong(key, "应为文本", "expected a text");
      return null;
    }
    return value.textValue();
  }

  private @Nullable String optional(String key) {
    JsonNode value = root.get(key);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isTextual() && !value.isIntegralNumber()) {
      wrong(key, "应为文本", "expected a text");
      return null;
    }
    return value.asText();
  }

  private @Nullable HubAddress hub(@Nullable String text, @Nullable String address) {
    HubAddress hub;
    try {
      hub = text == null ? null : HubAddress.parse(text);
    } catch (IllegalArgumentException e) {
      wrong("hub", "应为 mqtts://主机:端口 等", String.valueOf(e.getMessage()));
      return null;
    }
    try {
      return hub == null || address == null ? hub : hub.via(address);
    } catch (IllegalArgumentException e) {
      wrong("address", "应为 地址:端口", String.valueOf(e.getMessage()));
      return null;
    }
  }

  private List<Config.Bay> bays() {
    List<Config.Bay> bays = new ArrayList<>();
    Set<Integer> numbers = new HashSet<>();
    for (JsonNode bay : list("bays")) {
      int number = bay.path("number").isIntegralNumber() ? bay.path("number").asInt() : 0;
      BayUse use = BayUse.of(bay.path("use").asText());
      if (number < 1 || number > LAST_BAY || use == null) {
        String form = "{\"number\":1,\"use\":\"e-bike\"}";
        wrong("bays[" + bays.size() + "]", "应为 " + form, "expected " + form);
        return bays;
      }
      if (!numbers.add(number)) {
        wrong("bays", "编号 " + number + " 重复", "number " + number + " twice");
      }
      String at = "bays[" + bays.size() + "].";
      bays.add(new Config.Bay(number, use, flag(bay, at, "low"), flag(bay, at, "circuit")));
    }
    return bays;
  }

  private boolean flag(JsonNode bay, String at, String key) {
    JsonNode value = bay.path(key);
    if (!value.isMissingNode() && !value.isBoolean()) {
      wrong(at + key, "应为 true 或 false", "expected true or false");
    }
    return value.asBoolean();
  }

  private double breaker() {
    JsonNode value = root.path("breaker");
    double breaker = value.asDouble();
    if (value.isMissingNode() || (value.isNumber() && breaker >= 0 && breaker <= MOST_BREAKER)) {
      return breaker;
    }
    wrong("breaker", "应为断路器额定功率，单位瓦", "expected what the breaker is rated for, W");
    return 0;
  }

  private List<String> items() {
    List<String> items = new ArrayList<>();
    for (JsonNode item : list("items")) {
      if (!item.isTextual() || !ITEM.matcher(item.textValue()).matches()) {
        wrong("items[" + items.size() + "]", "应为代码，如 water", "expected a code such as water");
        return items;
      }
      items.add(item.textValue());
    }
    return items;
  }

  private Iterable<JsonNode> list(String key) {
    JsonNode value = root.get(key);
    if (value != null && !value.isNull() && !value.isArray()) {
      wrong(key, "应为列表", "expected a list");
    }
    return value != null && value.isArray() ? value : List.of();
  }
}
