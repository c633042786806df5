package cn.yizhan.hub.notify;

import cn.yizhan.hub.testing.Await;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A receiver on loopback that keeps what it got and answers, byte by byte, as it is told. */
final class ScriptedReceiver implements AutoCloseable {
  /** A request as it came. */
  record Got(String target, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    String id() {
      return header("webhook-id");
    }

    boolean verifies(SigningSecret secret) {
      return WebhookSignature.verifies(
          List.of(secret),
          id(),
          Long.parseLong(header("webhook-timestamp")),
          body.getBytes(StandardCharsets.UTF_8),
          header("webhook-signature"));
    }
  }

  private final NetServer server;
  private final List<Got> got = new CopyOnWriteArrayList<>();
  private final Map<String, Deque<Consumer<NetSocket>>> answers = new ConcurrentHashMap<>();
  private final Map<String, Consumer<NetSocket>> standing = new ConcurrentHashMap<>();

  ScriptedReceiver(Vertx vertx, NetServerOptions options) {
    server = vertx.createNetServer(options).connectHandler(this::serve);
    Await.result(server.listen(0, "127.0.0.1"));
  }

  ScriptedReceiver(Vertx vertx) {
    this(vertx, new NetServerOptions());
  }

  int port() {
    return server.actualPort();
  }

  String url(String target) {
    return "http://127.0.0.1:" + port() + target;
  }

  List<Got> got() {
    return got;
  }

  List<Got> got(String target) {
    return got.stream().filter(one -> one.target().equals(target)).toList();
  }

  /** Answers the next request to a target this way; after all that were told, with 204. */
  ScriptedReceiver then(String target, Consumer<NetSocket> answer) {
    answers.computeIfAbsent(target, key -> new ArrayDeque<>()).add(answer);
    return this;
  }

  /** Answers every request to a target this way. */
  void always(String target, Consumer<NetSocket> answer) {
    standing.put(target, answer);
  }

  static Consumer<NetSocket> status(int status, String... headers) {
    StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " Said\r\ncontent-length: 0\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return raw(text.append("\r\n").toString());
  }

  static Consumer<NetSocket> raw(String text) {
    return socket -> socket.write(text);
  }

  static Consumer<NetSocket> stall() {
    return socket -> {};
  }

  @Override
  public void close() {
    Await.result(server.close());
  }

  private void serve(NetSocket socket) {
    Buffer seen = Buffer.buffer();
    socket.exceptionHandler(e -> {});
    socket.handler(
        part -> {
          seen.appendBuffer(part);
          Got request = complete(seen.toString(StandardCharsets.UTF_8));
          if (request != null) {
            socket.handler(more -> {});
            got.add(request);
            answer(request.target()).accept(socket);
          }
        });
  }

  private synchronized Consumer<NetSocket> answer(String target) {
    Deque<Consumer<NetSocket>> told = answers.getOrDefault(target, new ArrayDeque<>());
    return told.isEmpty() ? standing.getOrDefault(target, status(204)) : told.remove();
  }

  private static @Nullable Got complete(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return null;
    }
    List<String> lines = new ArrayList<>(text.substring(0, end).lines().toList());
    Map<String, String> headers = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    String body = text.substring(end + 4);
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    boolean whole = body.getBytes(StandardCharsets.UTF_8).length >= length;
    String target = lines.get(0).substring(5, lines.get(0).lastIndexOf(' '));
    return whole ? new Got(target, headers, body) : null;
  }
}
