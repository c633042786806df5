package cn.yizhan.bench.sim;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A line between an agent and its hub that can be cut and mended. */
public final class Line {
  private final NetServer server;
  private final NetClient client;
  private final String host;
  private final int port;
  private final Set<NetSocket> open = new HashSet<>();
  private boolean cut;

  private Line(Vertx vertx, String host, int port) {
    this.server = vertx.createNetServer();
    this.client = vertx.createNetClient();
    this.host = host;
    this.port = port;
  }

  /** A line to that address that works; called on an event loop, to which it keeps. */
  public static Future<Line> to(Vertx vertx, String host, int port) {
    Line line = new Line(vertx, host, port);
    line.server.connectHandler(line::connect);
    return line.server.listen(0, "127.0.0.1").map(listening -> line);
  }

  /** The port of this end of the line, on the loopback address. */
  public int port() {
    return server.actualPort();
  }

  private void connect(NetSocket near) {
    if (cut) {
      near.close();
      return;
    }
    near.pause();
    open.add(near);
    near.closeHandler(closed -> open.remove(near));
    client
        .connect(port, host)
        .onSuccess(
            far -> {
              open.add(far);
              far.closeHandler(
                  closed -> {
                    open.remove(far);
                    near.close();
                  });
              near.closeHandler(
                  closed -> {
                    open.remove(near);
                    far.close();
                  });
              far.pipeTo(near);
              near.pipeTo(far);
              near.resume();
            })
        .onFailure(error -> near.close());
  }

  /** Breaks off what is connected and lets nobody connect. */
  public void cut() {
    cut = true;
    List.copyOf(open).forEach(NetSocket::close);
  }

  /** Lets connect again. */
  public void mend() {
    cut = false;
  }

  /** Takes the line away. */
  public Future<Void> close() {
    cut();
    return Future.join(server.close(), client.close()).mapEmpty();
  }
}
