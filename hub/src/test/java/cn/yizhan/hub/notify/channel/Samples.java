package cn.yizhan.hub.notify.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Stored bodies and settings for tests of channels. */
final class Samples {
  /** Lets everything through. */
  static final Gate OPEN =
      new Gate() {
        @Override
        public @Nullable String objection(String url) {
          return null;
        }

        @Override
        public @Nullable String objection(boolean secure, String host) {
          return null;
        }
      };

  private Samples() {}

  /** The message of a golden file of webhook bodies. */
  static Message message(String name) throws IOException {
    return Message.of("msg_1", body(name));
  }

  static String body(String name) throws IOException {
    try (InputStream in = Samples.class.getResourceAsStream("/webhook/" + name + ".json")) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    }
  }

  /** JSON with single quotes for double ones. */
  static ObjectNode json(String text) {
    return (ObjectNode) Objects.requireNonNull(Json.read(text.replace('\'', '"')), text);
  }

  static Sheet sheet(String json) {
    return Sheet.read(json(json), OPEN);
  }

  static HttpChannel channel(String json) {
    return (HttpChannel) Objects.requireNonNull(sheet(json).channel());
  }
}
