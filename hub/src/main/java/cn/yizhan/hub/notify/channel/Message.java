package cn.yizhan.hub.notify.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Set;

/**
 * A notification as channels read it, from the body that was stored when it was queued. What a body
 * does not have is empty: tests of an endpoint have no alert.
 */
public final class Message {
  private static final String DIGEST = "alert.digest";
  private static final Set<String> URGING =
      Set.of(
          "alert.raised",
          "alert.reopened",
          "alert.worsened",
          "alert.escalated",
          "alert.recheck-due",
          "endpoint.test");

  private final String id;
  private final String type;
  private final String timestamp;
  private final JsonNode data;

  private Message(String id, JsonNode root) {
    this.id = id;
    this.type = root.path("type").asText("");
    this.timestamp = root.path("timestamp").asText("");
    this.data = root.path("data");
  }

  /**
   * Reads a stored body.
   *
   * @param id the {@code webhook-id}
   */
  public static Message of(String id, String body) {
    JsonNode root = Json.read(body);
    return new Message(id, root == null ? MissingNode.getInstance() : root);
  }

  /** The {@code webhook-id}, the same over all tries. */
  public String id() {
    return id;
  }

  /** The notification's type, {@code alert.raised} for instance. */
  public String type() {
    return type;
  }

  /** When it was queued, ISO 8601. */
  String timestamp() {
    return timestamp;
  }

  /** Everything else the body says. */
  JsonNode data() {
    return data;
  }

  /** {@code critical} to {@code info}; empty when there is no alert. */
  public String severity() {
    return said("severity");
  }

  /** The number people say on the telephone; empty when there is no alert. */
  public String number() {
    return said("number");
  }

  /** The alert's page; empty when there is none. */
  public String link() {
    return said("link");
  }

  /** Whether it is only a test. */
  public boolean test() {
    return data.path("test").asBoolean(false);
  }

  /** Whether what it tells of still holds, or some of it. */
  public boolean active() {
    if (type.equals(DIGEST)) {
      for (JsonNode alert : data.path("alerts")) {
        if (active(alert)) {
          return true;
        }
      }
    }
    return active(data);
  }

  private static boolean active(JsonNode alert) {
    return alert.path("condition").asText("").equals("active")
        && !alert.path("work").asText("").equals("closed");
  }

  /** Whether somebody is to do something now, so that people are mentioned by name. */
  public boolean urges() {
    boolean grave = severity().equals("critical") || severity().equals("major");
    boolean urging = URGING.contains(type) || (type.equals(DIGEST) && active());
    return urging && (grave || type.equals("endpoint.test"));
  }

  /** Subject and what is the matter with it, marked when it is a test. */
  public String title(Language language) {
    String title = label("title", language);
    String mark = language.pick("【测试】", "[TEST]");
    boolean marked = title.startsWith("【测试】") || title.startsWith("[T");
    return test() && !marked ? mark + title : title;
  }

  /** What to do, in one line; empty when nothing. */
  public String whatToDo(Language language) {
    return label("whatToDo", language);
  }

  /** The whole text, several lines. */
  public String text(Language language) {
    return label("text", language);
  }

  /** The line that says most: the first of several, or the title when there is but one. */
  public String heading(Language language) {
    List<String> lines = text(language).lines().toList();
    return lines.size() > 1 ? lines.get(0) : title(language);
  }

  /** The lines after the heading. */
  public List<String> rest(Language language) {
    List<String> lines = text(language).lines().toList();
    return lines.size() > 1 ? lines.subList(1, lines.size()) : lines;
  }

  private String label(String name, Language language) {
    return data.path(name).path(language.word()).asText("");
  }

  private String said(String name) {
    JsonNode node = data.path(name);
    return node.isNull() ? "" : node.asText("");
  }
}
