package cn.yizhan.hub.notify;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** The body of a notification that only tests an endpoint. */
public final class TestNotice {
  /** Its {@code type}. */
  public static final String TYPE = "endpoint.test";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");

  private TestNotice() {}

  /**
   * The JSON text.
   *
   * @param officeCode code of the office the endpoint belongs to
   * @param officeName its name
   * @param at the present, in epoch milliseconds
   * @param zone whose clock people read
   */
  public static String body(
      UUID endpoint, String officeCode, String officeName, long at, ZoneId zone) {
    String timestamp = TIME.format(Instant.ofEpochMilli(at).atZone(zone));
    JsonObject text =
        new JsonObject()
            .put("zh", "【测试】" + officeName + " 的告警通知接口工作正常，无需处置。")
            .put(
                "en",
                "[Test] Notifications for " + officeName + " arrive here. Nothing is to be done.");
    JsonObject data =
        new JsonObject()
            .put("endpoint", endpoint.toString())
            .put("office", new JsonObject().put("code", officeCode).put("name", officeName))
            .put("title", new JsonObject().put("zh", "【测试】告警通知").put("en", "[Test] Alerts"))
            .put("text", text)
            .put("test", true);
    return new JsonObject()
        .put("type", TYPE)
        .put("timestamp", timestamp)
        .put("data", data)
        .encode();
  }
}
