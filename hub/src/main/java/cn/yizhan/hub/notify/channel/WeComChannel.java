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
 * A robot in a WeCom group. Only plain text can mention people by mobile number, so what is
 * critical goes as text and the rest as Markdown. Source: the vendor's page on group robots,
 * https://developer.work.weixin.qq.com/document/path/91770 (text up to 2,048 bytes, Markdown up to
 * 4,096, 20 messages a minute); numbers of errors,
 * https://developer.work.weixin.qq.com/document/path/90313 (45009 too fast).
 *
 * @param url the robot's address with its key
 * @param mobiles who is mentioned in critical messages
 */
record WeComChannel(String url, List<String> mobiles) implements HttpChannel {
  private static final int MOST_TEXT = 2_048;
  private static final int MOST_MARKDOWN = 4_096;

  private static final RobotAnswer ANSWER =
      new RobotAnswer(
          List.of("errcode"), List.of("errmsg"), Set.of(45009L), Duration.ofSeconds(60));

  static @Nullable WeComChannel read(@Nullable String url, Fields settings) {
    List<String> mobiles = settings.mobiles("mobiles", 50);
    return url == null ? null : new WeComChannel(url, mobiles);
  }

  @Override
  public Kind kind() {
    return Kind.WECOM;
  }

  @Override
  public Parcel render(Message message, Language language, long now) {
    boolean text = message.severity().equals("critical") || message.type().equals("endpoint.test");
    ObjectNode body = Json.object().put("msgtype", text ? "text" : "markdown");
    if (text) {
      text(body.putObject("text"), message, language);
    } else {
      body.putObject("markdown").put("content", markdown(message, language));
    }
    return Parcel.json(
        kind(), url, Map.of("content-type", "application/json"), Json.text(body), null);
  }

  private void text(ObjectNode text, Message message, Language language) {
    String all = message.text(language);
    String whole = message.link().isEmpty() ? all : all + "\n" + message.link();
    text.put("content", Cut.bytes(whole, MOST_TEXT, mark(language)));
    if (message.urges() && !mobiles.isEmpty()) {
      ArrayNode mentioned = text.putArray("mentioned_mobile_list");
      mobiles.forEach(mentioned::add);
    }
  }

  private static String markdown(Message message, Language language) {
    StringBuilder text = new StringBuilder("**");
    text.append(Markdown.plain(message.heading(language))).append("**");
    message.rest(language).forEach(line -> text.append('\n').append(Markdown.plain(line)));
    String link =
        message.link().isEmpty()
            ? ""
            : "\n[" + language.pick("查看告警", "Open the alert") + "](" + message.link() + ")";
    // the link is kept whole; it would be none when cut
    int room = MOST_MARKDOWN - Cut.bytes(link);
    return Cut.bytes(text.toString(), room, mark(language)) + link;
  }

  private static String mark(Language language) {
    return language.pick("…（略）", "… (cut)");
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
