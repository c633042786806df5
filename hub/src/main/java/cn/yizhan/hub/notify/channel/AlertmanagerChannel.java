package cn.yizhan.hub.notify.channel;

import cn.yizhan.hub.notify.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A body in the shape that Prometheus Alertmanager sends to webhooks, version 4, so that receivers
 * made for it work. Source:
 * https://prometheus.io/docs/alerting/latest/configuration/#webhook_config . Each message is a
 * group of one alert. Labels stay the same over an alert's life but for {@code severity}.
 *
 * @param url the receiver's address
 * @param authorization value of the Authorization header, or null for none
 */
record AlertmanagerChannel(String url, @Nullable String authorization) implements HttpChannel {
  /** How Alertmanager writes that a time is not known (Go's zero time). */
  private static final String NEVER = "0001-01-01T00:00:00Z";

  static @Nullable AlertmanagerChannel read(@Nullable String url, Fields settings) {
    String authorization = settings.text("authorization", 1_000);
    if (authorization != null && !authorization.matches("[\\x20-\\x7e]+")) {
      settings.fault("authorization", "expected printable ASCII characters");
    }
    return url == null ? null : new AlertmanagerChannel(url, authorization);
  }

  @Override
  public Kind kind() {
    return Kind.ALERTMANAGER;
  }

  @Override
  public Parcel render(Message message, Language language, long now) {
    boolean firing = message.active() || message.type().equals("endpoint.test");
    String status = firing ? "firing" : "resolved";
    ObjectNode labels = labels(message);
    ObjectNode annotations = annotations(message, language);
    ObjectNode group = Json.object();
    group.set("alertname", labels.get("alertname"));
    group.set("office", labels.get("office"));

    ObjectNode body = Json.object().put("version", "4");
    body.put("groupKey", "{}:" + Json.text(group));
    body.put("truncatedAlerts", 0);
    body.put("status", status);
    body.put("receiver", "yizhan");
    body.set("groupLabels", group);
    body.set("commonLabels", labels);
    body.set("commonAnnotations", annotations);
    body.put("externalURL", message.link());
    ObjectNode alert = body.putArray("alerts").addObject().put("status", status);
    alert.set("labels", labels.deepCopy());
    alert.set("annotations", annotations.deepCopy());
    String begun = text(message.data(), "eventTime");
    alert.put("startsAt", begun.isEmpty() ? message.timestamp() : begun);
    alert.put("endsAt", firing ? NEVER : message.timestamp());
    alert.put("generatorURL", message.link());
    alert.put("fingerprint", fingerprint(message));

    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "application/json");
    if (authorization != null) {
      headers.put("authorization", authorization);
    }
    return Parcel.json(kind(), url, headers, Json.text(body), authorization);
  }

  private static ObjectNode labels(Message message) {
    JsonNode data = message.data();
    String rule = text(data, "rule");
    ObjectNode labels = Json.object();
    labels.put("alertname", rule.isEmpty() ? "YizhanTest" : rule);
    labels.put("severity", message.severity().isEmpty() ? "info" : message.severity());
    labels.put("office", text(data.path("office"), "code"));
    putIfSaid(labels, "station", text(data.path("station"), "code"));
    putIfSaid(labels, "subject", text(data.path("subject"), "kind"));
    putIfSaid(labels, "subject_id", text(data.path("subject"), "id"));
    if (message.test()) {
      labels.put("test", "true");
    }
    return labels;
  }

  private static ObjectNode annotations(Message message, Language language) {
    JsonNode data = message.data();
    ObjectNode annotations = Json.object();
    annotations.put("summary", message.heading(language));
    annotations.put("description", message.text(language));
    putIfSaid(annotations, "what_to_do", message.whatToDo(language));
    putIfSaid(annotations, "number", message.number());
    putIfSaid(annotations, "type", message.type());
    putIfSaid(annotations, "work", text(data, "work"));
    putIfSaid(annotations, "station_name", text(data.path("station"), "name"));
    putIfSaid(annotations, "office_name", text(data.path("office"), "name"));
    return annotations;
  }

  private static void putIfSaid(ObjectNode node, String name, String value) {
    if (!value.isEmpty()) {
      node.put(name, value);
    }
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isNull() ? "" : value.asText("");
  }

  /** The same over an alert's life: 64 bits of a digest of its id, as many as Alertmanager's. */
  private static String fingerprint(Message message) {
    String id = text(message.data(), "id");
    String of = id.isEmpty() ? message.id() : id;
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(of.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public Outcome judge(Answer answer) {
    return answer.byStatus();
  }

  @Override
  public String toString() {
    return kind().word();
  }
}
