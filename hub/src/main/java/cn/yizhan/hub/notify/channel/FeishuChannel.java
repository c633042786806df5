package cn.yizhan.hub.notify.channel;

import cn.yizhan.hub.notify.Outcome;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A custom bot in a Feishu group, told by an interactive card. Source: the vendor's page on custom
 * bots, https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot (bodies up to 20 KB; 100
 * messages a minute and 5 a second, 11232 and 9499 when it is too many; {@code StatusCode} is the
 * older name of {@code code}); cards,
 * https://open.feishu.cn/document/common-capabilities/message-card/message-cards-content .
 *
 * @param url the bot's address, whose last part is its token
 * @param secret what requests are signed with, or null when the bot asks for a keyword or an
 *     address
 * @param mentions open ids of who is mentioned, or {@code all}
 * @param keyword a word the bot wants to see in each message, or null
 */
record FeishuChannel(
    String url, @Nullable String secret, List<String> mentions, @Nullable String keyword)
    implements HttpChannel {
  private static final int MOST_BYTES = 14_000;

  private static final RobotAnswer ANSWER =
      new RobotAnswer(
          List.of("code", "StatusCode"),
          List.of("msg", "StatusMessage"),
          Set.of(9499L, 11232L),
          Duration.ofSeconds(60));

  static @Nullable FeishuChannel read(@Nullable String url, Fields settings) {
    String secret = settings.text("secret", 200);
    List<String> mentions =
        settings.list("mentions", "all|ou_[A-Za-z0-9]{1,64}", "an open id, ou_…, or all", 20);
    String keyword = settings.text("keyword", 50);
    return url == null ? null : new FeishuChannel(url, secret, mentions, keyword);
  }

  @Override
  public Kind kind() {
    return Kind.FEISHU;
  }

  @Override
  public Parcel render(Message message, Language language, long now) {
    ObjectNode body = Json.object();
    if (secret != null) {
      long seconds = now / 1_000;
      body.put("timestamp", Long.toString(seconds));
      body.put("sign", RobotSignature.feishu(secret, seconds));
    }
    body.put("msg_type", "interactive");
    ObjectNode card = body.putObject("card");
    card.putObject("config").put("wide_screen_mode", true);
    ObjectNode header = card.putObject("header").put("template", colour(message));
    plain(header.putObject("title"), message.heading(language));
    fill(card.putArray("elements"), message, language);
    return Parcel.json(
        kind(),
        url,
        Map.of("content-type", "application/json; charset=utf-8"),
        Json.text(body),
        secret);
  }

  private void fill(ArrayNode elements, Message message, Language language) {
    String text = String.join("\n", message.rest(language));
    String cut = Cut.bytes(text, MOST_BYTES, language.pick("…（略）", "… (cut)"));
    boolean missing = keyword != null && !(message.heading(language) + cut).contains(keyword);
    plain(
        elements.addObject().put("tag", "div").putObject("text"),
        missing ? cut + "\n" + keyword : cut);
    if (message.urges() && !mentions.isEmpty()) {
      String calls = "<at id=" + String.join("></at> <at id=", mentions) + "></at>";
      elements
          .addObject()
          .put("tag", "div")
          .putObject("text")
          .put("tag", "lark_md")
          .put("content", calls);
    }
    if (!message.link().isEmpty()) {
      ObjectNode button =
          elements
              .addObject()
              .put("tag", "action")
              .putArray("actions")
              .addObject()
              .put("tag", "button");
      plain(button.putObject("text"), language.pick("查看告警", "Open the alert"));
      button.put("type", "primary").put("url", message.link());
    }
  }

  private static void plain(ObjectNode node, String text) {
    node.put("tag", "plain_text").put("content", text);
  }

  private static String colour(Message message) {
    if (message.test() || message.severity().isEmpty()) {
      return "grey";
    }
    if (!message.active()) {
      return "green";
    }
    return switch (message.severity()) {
      case "critical" -> "red";
      case "major" -> "orange";
      case "minor" -> "yellow";
      default -> "blue";
    };
  }

  @Override
  public Outcome judge(Answer answer) {
    return ANSWER.judge(answer);
  }

  @Override
  public String toString() {
    return kind().word();
  }
}
