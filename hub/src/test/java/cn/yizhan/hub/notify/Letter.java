package cn.yizhan.hub.notify;

import static java.util.Objects.requireNonNull;

import cn.yizhan.hub.notify.channel.Kind;
import cn.yizhan.hub.notify.channel.Language;
import cn.yizhan.hub.notify.channel.Proxy;
import cn.yizhan.hub.notify.channel.Sheet;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A notification that goes by mail. */
final class Letter {
  private Letter() {}

  /**
   * To two people by way of that mail server.
   *
   * @param tls encrypted from the first byte on, otherwise after STARTTLS
   * @param ca whose certificates are believed
   */
  static Notification to(
      String host, int port, boolean tls, AddressGuard guard, String ca, @Nullable Proxy proxy)
      throws IOException {
    ObjectNode json = JsonMapper.builder().build().createObjectNode().put("kind", "email");
    ObjectNode settings = json.putObject("settings");
    settings.put("host", host).put("port", port);
    settings.put("security", tls ? "tls" : "starttls").put("user", "alerts").put("password", "pw");
    settings.put("from", "alerts@example.cn").putArray("to").add("li@example.cn").add("wang@x.cn");
    Sheet sheet = Sheet.read(json, guard);
    String body;
    try (InputStream in = Letter.class.getResourceAsStream("/webhook/raised-s02.json")) {
      body = new String(requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    return new Notification(
        "msg_1",
        UUID.randomUUID(),
        sheet.shownUrl(),
        List.of(),
        body,
        1,
        true,
        new Target(Kind.EMAIL, Language.ZH, sheet.channel(), ca, proxy));
  }
}
