package cn.yizhan.edge.uplink;

import cn.yizhan.protocol.Kind;
import cn.yizhan.protocol.codec.Codec;
import cn.yizhan.protocol.codec.Decoded;
import cn.yizhan.protocol.message.Command;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.message.Message;
import cn.yizhan.protocol.message.Notice;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the hub sent.
 *
 * @param message a configuration, command or notice
 */
record Down(Message message) {
  private static final Logger LOG = LoggerFactory.getLogger(Down.class);

  /** The message in those bytes; empty, and logged, when it is none. */
  static Optional<Down> read(Kind kind, byte[] bytes) {
    Decoded decoded = Codec.decodeDown(kind, bytes);
    if (decoded instanceof Decoded.Accepted accepted) {
      return Optional.of(new Down(accepted.message()));
    }
    if (decoded instanceof Decoded.Rejected rejected) {
      LOG.warn("the hub sent a {} that is not understood: {}", kind, rejected.rejection().text());
    }
    return Optional.empty();
  }

  void handle(Consumer<Config> configs, Consumer<Command> commands, Consumer<Notice> notices) {
    if (message instanceof Config config) {
      configs.accept(config);
    } else if (message instanceof Command command) {
      commands.accept(command);
    } else if (message instanceof Notice notice) {
      notices.accept(notice);
    } else {
      throw new IllegalStateException("not sent by hubs: " + message.getClass());
    }
  }
}
