package cn.yizhan.hub.notify.channel;

import cn.yizhan.hub.notify.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Short messages or telephone calls through whatever HTTP gateway an office has: address, headers
 * and body are templates. Placeholders: {@code {mobile}}, {@code {text}}, {@code {title}}, {@code
 * {number}}, {@code {id}} and {@code {secret.NAME}}.
 *
 * @param kind {@link Kind#SMS} or {@link Kind#VOICE}
 * @param call the request
 * @param told who is told, and at what length
 * @param secrets what {@code {secret.NAME}} stands for
 * @param success how one sees that the gateway took it
 */
record GatewayChannel(
    Kind kind, Call call, Told told, Map<String, String> secrets, SuccessTest success)
    implements HttpChannel {

  /** A request in templates. */
  record Call(
      String method,
      Template url,
      Map<String, Template> headers,
      String contentType,
      Escape escape,
      Template body) {}

  /**
   * Who is told.
   *
   * @param mobiles numbers, all of them in one request
   * @param separator what stands between two numbers
   * @param longest characters of the text at most
   */
  record Told(List<String> mobiles, String separator, int longest) {}

  static @Nullable GatewayChannel read(Kind kind, @Nullable String url, Fields settings) {
    return new GatewayForm(kind, settings).read(url);
  }

  @Override
  public Parcel render(Message message, Language language, long now) {
    Map<String, String> headers = new LinkedHashMap<>();
    call.headers()
        .forEach((name, value) -> headers.put(name, fill(value, message, language, Escape.PLAIN)));
    String url = fill(call.url(), message, language, Escape.FORM);
    List<String> hidden = List.copyOf(secrets.values());
    if (call.method().equals("GET")) {
      return new Parcel("GET", url, headers, "", hidden);
    }
    headers.put("content-type", call.contentType());
    return new Parcel(
        "POST", url, headers, fill(call.body(), message, language, call.escape()), hidden);
  }

  private String fill(Template template, Message message, Language language, Escape escape) {
    return template.fill(name -> value(name, message, language, escape));
  }

  private String value(String name, Message message, Language language, Escape escape) {
    if (name.equals("mobile")) {
      return told.mobiles().stream()
          .map(escape::apply)
          .collect(Collectors.joining(escape.between(told.separator())));
    }
    String raw =
        switch (name) {
          case "text" -> Cut.characters(spoken(message.text(language)), told.longest(), "…");
          case "title" -> message.title(language);
          case "number" -> message.number();
          case "id" -> message.id();
          default -> secrets.getOrDefault(name.substring(name.indexOf('.') + 1), "");
        };
    return escape.apply(raw);
  }

  /** A voice reads no line breaks. */
  private String spoken(String text) {
    return kind == Kind.VOICE ? text.replace('\n', ' ') : text;
  }

  @Override
  public Outcome judge(Answer answer) {
    return success.judge(answer);
  }

  @Override
  public String toString() {
    return kind.word();
  }
}
