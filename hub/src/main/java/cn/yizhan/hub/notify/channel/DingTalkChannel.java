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
 * A custom robot in a DingTalk group. Sources, all of the vendor: messages and mentions,
 * https://open.dingtalk.com/document/orgapp/custom-bot-send-message-type (a Markdown message
 * mentions a person only when its text contains {@code @} and the number, beside {@code
 * at.atMobiles}); 20 messages a minute, else ten minutes of nothing,
 * https://open.dingtalk.com/document/orgapp/custom-robot-access ; numbers of errors,
 * https://open.dingtalk.com/document/orgapp/error-code (130101 and 410100 too fast, 90030 the quota
 * of the organisation is used up).
 *
 * @param url the robot's address with its token
 * @param secret what requests are signed with, or null when the robot asks for a keyword or an
 *     address instead
 * @param mobiles who is mentioned when something is to be done
 * @param keyword a word the robot wants to see in each message, or null
 */
record DingTalkChannel(
    String url, @Nullable String secret, List<String> mobiles, @Nullable String keyword)
    implements HttpChannel {
  /** The vendor allows 20,000 bytes for the whole body. */
  private static final int MOST_BYTES = 16_000;

  private static final RobotAnswer ANSWER =
      new RobotAnswer(
          List.of("errcode"),
          List.of("errmsg"),
          Set.of(130101L, 410100L, 90030L),
          Duration.ofMinutes(10));

  static @Nullable DingTalkChannel read(@Nullable String url, Fields settings) {
    String secret = settings.text("secret", 200);
    List<String> mobiles = settings.mobiles("mobiles", 50);
    String keyword = settings.text("keyword", 50);
    return url == null ? null : new DingTalkChannel(url, secret, mobiles, keyword);
  }

  @Override
  public Kind kind() {
    return Kind.DINGTALK;
  }

  @Override
  public Parcel render(Message message, Language language, long now) {
    StringBuilder text = new StringBuilder("#### ");
    text.append(Markdown.plain(message.heading(language)));
    message.rest(language).forEach(line -> text.append("\n\n").append(Markdown.plain(line)));
    if (keyword != null && text.indexOf(keyword) < 0) {
      text.append("\n\n").append(keyword);
    }
    if (!message.link().isEmpty()) {
      text.append("\n\n[").append(language.pick("查看告警", "Open the alert"));
      text.append("](").append(message.link()).append(')');
    }
    List<String> called = message.urges() ? mobiles : List.of();
    String calls = called.isEmpty() ? "" : "\n\n@" + String.join(" @", called);
    ObjectNode body = Json.object().put("msgtype", "markdown");
    body.putObject("markdown")
        .put("title", message.heading(language))
        .put(
            "text",
            Cut.bytes(
                    text.toString(),
                    MOST_BYTES - Cut.bytes(calls),
                    language.pick("…（略）", "… (cut)"))
                + calls);
    ObjectNode at = body.putObject("at");
    ArrayNode numbers = at.putArray("atMobiles");
    called.forEach(numbers::add);
    at.put("isAtAll", false);
    return Parcel.json(
        kind(),
        signed(now),
        Map.of("content-type", "application/json; charset=utf-8"),
        Json.text(body),
        secret);
  }

  private String signed(long now) {
    if (secret == null) {
      return url;
    }
    String signature = RobotSignature.dingTalk(secret, now);
    return url
        + (url.contains("?") ? "&" : "?")
        + "timestamp="
        + now
        + "&sign="
        + Escape.FORM.apply(signature);
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
