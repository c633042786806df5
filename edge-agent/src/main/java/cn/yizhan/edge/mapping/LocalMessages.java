package cn.yizhan.edge.mapping;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.message.Notice;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The bytes of what travels between agent and hardware besides readings. */
public final class LocalMessages {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private LocalMessages() {}

  /** The order to switch a bay off, as a SenML pack. */
  public static byte[] off(int bay) {
    return utf8("[{\"n\":\"bay/" + bay + "/relay\",\"vb\":false}]");
  }

  /**
   * The order to switch a bay on, or to keep it on, as a SenML pack.
   *
   * @param autoOffSeconds after how long it has to go off by itself, 0 for never
   */
  public static byte[] on(int bay, int autoOffSeconds) {
    String armed =
        autoOffSeconds == 0
            ? ""
            : ",{\"n\":\"bay/" + bay + "/auto-off\",\"u\":\"s\",\"v\":" + autoOffSeconds + "}";
    return utf8("[{\"n\":\"bay/" + bay + "/relay\",\"vb\":true}" + armed + "]");
  }

  /** What a display shows at a bay; no reason takes away what was shown. */
  public static byte[] display(int bay, @Nullable Label reason) {
    ObjectNode text = JsonNodeFactory.instance.objectNode();
    text.put("bay", bay);
    if (reason == null) {
      text.putNull("reason");
    } else {
      text.putObject("reason").put("zh", reason.zh()).put("en", reason.en());
    }
    return utf8(text.toString());
  }

  /** What a display shows for the whole station; times in seconds. */
  public static byte[] display(Notice notice) {
    ObjectNode text = JsonNodeFactory.instance.objectNode();
    text.put("notice", notice.id());
    text.putObject("text").put("zh", notice.text().zh()).put("en", notice.text().en());
    text.put("from", notice.from() / 1000.0).put("until", notice.until() / 1000.0);
    return utf8(text.toString());
  }

  /**
   * The subject whose latch somebody on site takes off: {@code {"bay":3}} or {@code
   * {"station":true}}; null when the bytes say neither.
   */
  public static @Nullable String resetSubject(byte[] bytes) {
    try {
      JsonNode order = JSON.readTree(bytes);
      if (order.path("bay").isInt() && order.size() == 1) {
        return "bay/" + order.path("bay").intValue();
      }
      return order.path("station").asBoolean() && order.size() == 1 ? "station" : null;
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * A line about input that was refused.
   *
   * @param at when, milliseconds since 1970 UTC
   * @param device who sent it
   * @param reason why
   * @param bytes what it was; the first part is kept
   */
  public static String rejected(long at, String device, String reason, byte[] bytes) {
    int kept = Math.min(bytes.length, 1024);
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("at", at / 1000.0).put("device", device).put("reason", reason);
    line.put("bytes", new String(bytes, 0, kept, StandardCharsets.UTF_8));
    return line + "\n";
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
