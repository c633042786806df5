package cn.yizhan.edge;

import cn.yizhan.protocol.Kind;
import cn.yizhan.protocol.codec.Codec;
import cn.yizhan.protocol.codec.Decoded;
import cn.yizhan.protocol.message.Command;
import cn.yizhan.protocol.message.Reply;
import cn.yizhan.protocol.point.PointScope;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Executes what the hub orders, each order once: its id is durable before anything is done, and a
 * repeated one gets the answer of the first time. Confined to the agent's event loop.
 */
final class Orders {
  /** Orders remembered. */
  static final int REMEMBERED = 64;

  private static final PointScope NO_POINTS = point -> null;

  private final AgentFiles files;
  private final SafetyDesk safety;
  private final LongSupplier clock;
  private final Map<String, Future<Reply>> answered = new LinkedHashMap<>();

  Orders(AgentFiles files, SafetyDesk safety, LongSupplier clock) {
    this.files = files;
    this.safety = safety;
    this.clock = clock;
  }

  /** Remembers the orders of before the restart. */
  void restore() {
    byte[] kept = files.value(AgentFiles.Kept.COMMANDS);
    if (kept == null) {
      return;
    }
    for (String line : new String(kept, StandardCharsets.UTF_8).split("\n", -1)) {
      Decoded decoded =
          Codec.decodeUp(Kind.REPLY, line.getBytes(StandardCharsets.UTF_8), NO_POINTS, 0);
      if (decoded instanceof Decoded.Accepted accepted
          && accepted.message() instanceof Reply reply) {
        answered.put(reply.id(), Future.succeededFuture(reply));
      }
    }
  }

  /** Executes an order, or answers it again. */
  Future<Reply> execute(Command command) {
    Future<Reply> before = answered.get(command.id());
    if (before != null) {
      return before;
    }
    // Were the agent to die now, this is what the repeated order would be answered.
    Reply interrupted =
        new Reply(
            command.id(), clock.getAsLong(), Reply.Result.FAILED, "the agent was interrupted");
    remember(command.id(), Future.succeededFuture(interrupted));
    Future<Reply> answer =
        save()
            .compose(noted -> act(command))
            .compose(
                reply -> {
                  remember(command.id(), Future.succeededFuture(reply));
                  return save().map(reply).otherwise(reply);
                });
    remember(command.id(), answer);
    // What failed was not answered: a repeated order is tried anew.
    return answer.onFailure(error -> answered.remove(command.id(), answer));
  }

  private Future<Reply> act(Command command) {
    if (command.expires() < clock.getAsLong()) {
      return answer(command, Reply.Result.EXPIRED, "");
    }
    if (!command.type().equals("reset-latch")) {
      return answer(command, Reply.Result.REFUSED, "unknown command " + command.type());
    }
    return safety
        .reset(command.target(), command.by())
        .compose(
            reset ->
                answer(
                    command,
                    reset.done() ? Reply.Result.DONE : Reply.Result.FAILED,
                    reset.detail()));
  }

  private Future<Reply> answer(Command command, Reply.Result result, String detail) {
    return Future.succeededFuture(new Reply(command.id(), clock.getAsLong(), result, detail));
  }

  private void remember(String id, Future<Reply> answer) {
    answered.put(id, answer);
    while (answered.size() > REMEMBERED) {
      answered.remove(answered.keySet().iterator().next());
    }
  }

  private Future<Void> save() {
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<String, Future<Reply>> entry : answered.entrySet()) {
      @Nullable Reply reply = entry.getValue().succeeded() ? entry.getValue().result() : null;
      Reply known =
          reply != null
              ? reply
              : new Reply(
                  entry.getKey(),
                  clock.getAsLong(),
                  Reply.Result.FAILED,
                  "the agent was interrupted");
      lines.append(new String(Codec.encode(known, NO_POINTS), StandardCharsets.UTF_8)).append('\n');
    }
    return files.save(AgentFiles.Kept.COMMANDS, lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}
