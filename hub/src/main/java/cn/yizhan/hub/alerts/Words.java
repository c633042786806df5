package cn.yizhan.hub.alerts;

import cn.yizhan.hub.compliance.Element;
import cn.yizhan.hub.compliance.Elements;
import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words for subjects, quantities and values. Their source is {@code words.json}. */
final class Words {
  private static final JsonNode FILE = read();
  private static final Map<String, Label> QUANTITIES = labels("quantities");
  private static final Map<String, Label> UNITS = labels("units");
  private static final Map<String, Label> ITEMS = labels("items");
  private static final Map<String, Label> CAUSES = labels("causes");
  private static final Map<String, Label> LEADS = labels("leads");
  private static final Map<String, Label> WORK = labels("work");

  private Words() {}

  /** What people call a subject. */
  static Label subject(String subject) {
    String id = id(subject);
    return switch (kind(subject)) {
      case "bay" -> new Label(id + "号充电位", "Bay " + id);
      case "item" -> item(id);
      case "device" -> new Label("设备" + id, "Device " + id);
      case "office" -> new Label("街道", "Street office");
      case "endpoint" -> new Label("通知接口" + brief(id), "Endpoint " + brief(id));
      case "sensor" -> sensor(subject);
      case "element" -> element(id);
      default -> new Label("驿站", "Station");
    };
  }

  /** What people call an item of that code; the code when it has no name. */
  static Label item(String code) {
    return ITEMS.getOrDefault(code, new Label(code, code));
  }

  private static Label element(String code) {
    Element element = Elements.find(code);
    return element == null ? new Label(code, code) : capital(element.label());
  }

  private static Label capital(Label label) {
    String en = label.en();
    return new Label(label.zh(), en.substring(0, 1).toUpperCase(Locale.ROOT) + en.substring(1));
  }

  /** The beginning of a long identity, as people compare it. */
  private static String brief(String id) {
    return id.length() > 8 ? id.substring(0, 8) : id;
  }

  private static Label sensor(String point) {
    PointType type = PointCatalogue.standard().typeOf(point);
    if (type == null) {
      return new Label(point, point);
    }
    String number = point.startsWith("bay/") ? point.split("/", -1)[1] : "";
    return capital(
        new Label(
            type.label().zh().replace("{n}", number) + "传感器",
            type.label().en().replace("{n}", number) + " sensor"));
  }

  /**
   * {@code bay}, {@code item}, {@code device}, {@code sensor}, {@code element}, {@code office},
   * {@code endpoint} or {@code station}.
   */
  static String kind(String subject) {
    int slash = subject.indexOf('/');
    return switch (slash < 0 ? subject : subject.substring(0, slash)) {
      case "bay" -> subject.indexOf('/', slash + 1) < 0 ? "bay" : "sensor";
      case "room" -> "sensor";
      case "supply" -> "item";
      case "device" -> "device";
      case "element" -> "element";
      case "office" -> "office";
      case "endpoint" -> "endpoint";
      default -> "station";
    };
  }

  /** The part of a subject after its kind; a sensor's point, or the whole when there is none. */
  static String id(String subject) {
    return kind(subject).equals("sensor") ? subject : subject.substring(subject.indexOf('/') + 1);
  }

  /** What a point, or the last part of its name, measures; null for what has no number. */
  static @Nullable Label quantity(String point) {
    Label whole = QUANTITIES.get(point);
    return whole != null ? whole : QUANTITIES.get(point.substring(point.lastIndexOf('/') + 1));
  }

  /** What is said before all else of an alert of that rule; null for nothing. */
  static @Nullable Label lead(String rule) {
    return LEADS.get(rule);
  }

  /** What people call a cause of an alert. */
  static Label cause(String word) {
    Label label = CAUSES.get(word);
    if (label == null) {
      throw new IllegalStateException("words.json has no cause " + word);
    }
    return label;
  }

  /** What people call it when they have come that far. */
  static Label work(Work work) {
    Label label = WORK.get(work.word());
    if (label == null) {
      throw new IllegalStateException("words.json has no work " + work.word());
    }
    return label;
  }

  /** A sentence about what a station did, or null when there is none. */
  static @Nullable Label act(String action, String how) {
    JsonNode said = FILE.path("acts").path(action).get(how);
    return said == null ? null : new Label(said.get("zh").textValue(), said.get("en").textValue());
  }

  /** A value with its unit; a small current is told in thousandths. */
  static Label value(double value, @Nullable String unit) {
    if ("A".equals(unit) && Math.abs(value) < 1) {
      return value(value * 1000, "mA");
    }
    Label word = unit == null ? new Label("", "") : UNITS.getOrDefault(unit, new Label(unit, unit));
    String number =
        new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    return new Label(number + word.zh(), number + word.en());
  }

  /** A length of time, given in seconds, in its largest whole unit. */
  static Label span(long whole) {
    if (whole >= 86_400 && whole % 86_400 == 0) {
      return counted(whole / 86_400, "天", " d");
    }
    if (whole >= 3_600 && whole % 3_600 == 0) {
      return counted(whole / 3_600, "小时", " h");
    }
    if (whole >= 60 && whole % 60 == 0) {
      return counted(whole / 60, "分钟", " min");
    }
    return counted(whole, "秒", " s");
  }

  private static Label counted(long count, String zh, String en) {
    return new Label(count + zh, count + en);
  }

  private static Map<String, Label> labels(String group) {
    Map<String, Label> labels = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : FILE.get(group).properties()) {
      JsonNode label = entry.getValue();
      labels.put(
          entry.getKey(), new Label(label.get("zh").textValue(), label.get("en").textValue()));
    }
    return Map.copyOf(labels);
  }

  private static JsonNode read() {
    try (InputStream in = Words.class.getResourceAsStream("words.json")) {
      if (in == null) {
        throw new IllegalStateException("words.json is missing from the jar");
      }
      return JsonMapper.builder().build().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
