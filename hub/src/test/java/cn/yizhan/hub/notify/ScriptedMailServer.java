package cn.yizhan.hub.notify;

import cn.yizhan.hub.testing.Await;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.parsetools.RecordParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server on loopback that speaks enough SMTP (RFC 5321) and answers as it is told. */
final class ScriptedMailServer implements AutoCloseable {
  private final NetServer server;
  private final boolean offersTls;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<String> letters = new CopyOnWriteArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger met = new AtomicInteger();
  private volatile boolean silent;

  /**
   * @param tls encrypted from the first byte on
   * @param offersTls whether STARTTLS is offered otherwise
   */
  ScriptedMailServer(Vertx vertx, TestCertificate certificate, boolean tls, boolean offersTls) {
    this(vertx, certificate, tls, offersTls, SocketAddress.inetSocketAddress(0, "127.0.0.1"));
  }

  /** The same at an address of its own. */
  ScriptedMailServer(
      Vertx vertx,
      TestCertificate certificate,
      boolean tls,
      boolean offersTls,
      SocketAddress address) {
    this.offersTls = offersTls && !tls;
    this.server =
        vertx
            .createNetServer(
                new NetServerOptions().setSsl(tls).setKeyCertOptions(certificate.keys()))
            .exceptionHandler(e -> {})
            .connectHandler(this::serve);
    Await.result(server.listen(address));
  }

  int port() {
    return server.actualPort();
  }

  /** Answers every command that begins with these words this way. */
  ScriptedMailServer answer(String command, String answer) {
    answers.put(command, answer);
    return this;
  }

  /** Says nothing to anybody. */
  void silence() {
    silent = true;
  }

  List<String> commands() {
    return commands;
  }

  /** Letters it took, as they came. */
  List<String> letters() {
    return letters;
  }

  /** Connections open now. */
  int open() {
    return open.get();
  }

  /** Connections there have ever been, those that failed in TLS not counted. */
  int met() {
    return met.get();
  }

  private void serve(NetSocket socket) {
    open.incrementAndGet();
    met.incrementAndGet();
    socket.exceptionHandler(e -> {});
    socket.closeHandler(v -> open.decrementAndGet());
    RecordParser lines = RecordParser.newDelimited("\r\n");
    List<String> letter = new ArrayList<>();
    boolean[] writing = new boolean[1];
    lines.handler(
        line -> {
          String text = line.toString();
          if (!writing[0]) {
            writing[0] = command(socket, text);
          } else if (text.equals(".")) {
            letters.add(String.join("\n", letter));
            letter.clear();
            writing[0] = false;
            say(socket, "250 kept");
          } else {
            letter.add(text);
          }
        });
    socket.handler(lines);
    say(socket, "220 mail.example.invalid ESMTP");
  }

  /** Answers a command; true when a letter follows. */
  private boolean command(NetSocket socket, String text) {
    commands.add(text);
    String upper = text.toUpperCase(Locale.ROOT);
    for (Map.Entry<String, String> told : answers.entrySet()) {
      if (upper.startsWith(told.getKey().toUpperCase(Locale.ROOT))) {
        say(socket, told.getValue());
        return false;
      }
    }
    if (upper.startsWith("EHLO")) {
      String more = offersTls && !socket.isSsl() ? "250-STARTTLS\r\n" : "";
      say(socket, "250-mail.example.invalid\r\n" + more + "250 AUTH PLAIN");
    } else if (upper.equals("STARTTLS")) {
      socket.upgradeToSsl(Buffer.buffer("220 go on\r\n"));
    } else if (upper.startsWith("AUTH")) {
      say(socket, "235 welcome");
    } else if (upper.equals("DATA")) {
      say(socket, "354 go on");
      return true;
    } else {
      say(socket, upper.equals("QUIT") ? "221 bye" : "250 ok");
    }
    return false;
  }

  private void say(NetSocket socket, String text) {
    if (!silent) {
      socket.write(text + "\r\n");
    }
  }

  @Override
  public void close() {
    Await.result(server.close());
  }
}
