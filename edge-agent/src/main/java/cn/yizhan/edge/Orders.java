package cn.yizhan.edge;

import cn.yizhan.protocol.Kind;
import cn.yizhan.protocol.codec.Codec;
import cn.yizhan.protocol.codec.Decoded;
import cn.yizhan.protocol.message.Command;
import cn.yizhan.protocol.message.CommandType;
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

  /** Characters of an answer's sentence: all orders remembered fit into their file with these. */
  static final int DETAIL_CHARS = 200;

  private static final String INTERRUPTED = "the agent was interrupted; it may have been done";
  private static final PointScope NO_POINTS = point -> null;

  private final AgentFiles files;
  private final SafetyDesk safety;
  private final LongSupplier clock;
  private final Map<String, Future<Reply>> answered = new LinkedHashMap<>();
  private @Nullable BayOrders bays;

  Orders(AgentFiles files, SafetyDesk safety, LongSupplier clock) {
    this.files = files;
    this.safety = safety;
    this.clock = clock;
  }

  /** Who executes orders for bays from now on; until then they are refused. */
  void attach(BayOrders executor) {
    bays = executor;
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
        new Reply(command.id(), clock.getAsLong(), Reply.Result.FAILED, INTERRUPTED);
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
    CommandType type = CommandType.of(command.type());
    BayOrders executor = bays;
    if (type == CommandType.RESET_LATCH) {
      return safety
          .reset(command.target(), command.by())
          .compose(reset -> answer(command, result(reset.done()), reset.detail()));
    }
    if (type == null || executor == null) {
      return answer(command, Reply.Result.REFUSED, "unknown command " + command.type());
    }
    if (!type.takes(command.target())) {
      return answer(command, Reply.Result.REFUSED, "target: " + type.expected());
    }
    return ordered(executor, type, command)
        .otherwise(error -> new BayOrders.Outcome(false, String.valueOf(error.getMessage())))
        .compose(outcome -> answer(command, result(outcome.done()), outcome.detail()));
  }

  private static Future<BayOrders.Outcome> ordered(
      BayOrders executor, CommandType type, Command command) {
    int bay = CommandType.bayOf(command.target());
    String by = command.by();
    try {
      return switch (type) {
        case START -> executor.start(bay, by);
        case STOP -> executor.stop(bay, by);
        case IDENTIFY -> executor.identify(bay, by);
        case UNAVAILABLE -> executor.use(bay, false, by);
        case AVAILABLE -> executor.use(bay, true, by);
        case TEST_MODE -> executor.test(minutes(command), by);
        case RESET_LATCH -> throw new IllegalArgumentException("not an order for bays");
      };
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private static int minutes(Command command) {
    double minutes =
        command.args().get(CommandType.MINUTES) instanceof Double said
            ? said
            : CommandType.MOST_MINUTES;
    return (int) Math.max(0, Math.min(CommandType.MOST_MINUTES, minutes));
  }

  private static Reply.Result result(boolean done) {
    return done ? Reply.Result.DONE : Reply.Result.FAILED;
  }

  private Future<Reply> answer(Command command, Reply.Result result, String detail) {
    return Future.succeededFuture(
        new Reply(command.id(), clock.getAsLong(), result, sentence(detail)));
  }

  /** A sentence that fits into an answer and into the file. */
  private static String sentence(String detail) {
    String plain = detail.replaceAll("[\\p{Cc}\\p{Cs}]", " ");
    return plain.length() > DETAIL_CHARS ? plain.substring(0, DETAIL_CHARS) : plain;
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
              : new Reply(entry.getKey(), clock.getAsLong(), Reply.Result.FAILED, INTERRUPTED);
      lines.append(new String(Codec.encode(known, NO_POINTS), StandardCharsets.UTF_8)).append('\n');
    }
    return files.save(AgentFiles.Kept.COMMANDS, lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}
