package cn.yizhan.hub.notify;

import cn.yizhan.hub.testing.Await;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A forward proxy on loopback that connects everybody to one port of this machine. */
final class ConnectProxy implements AutoCloseable {
  private final NetServer server;
  private final NetClient client;
  private final int port;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  ConnectProxy(Vertx vertx, int port) {
    this.port = port;
    this.client = vertx.createNetClient();
    this.server = vertx.createNetServer().connectHandler(this::serve);
    Await.result(server.listen(0, "127.0.0.1"));
  }

  int port() {
    return server.actualPort();
  }

  /** The requests, headers included. */
  List<String> asked() {
    return asked;
  }

  private void serve(NetSocket socket) {
    Buffer seen = Buffer.buffer();
    socket.exceptionHandler(e -> {});
    socket.handler(
        part -> {
          seen.appendBuffer(part);
          if (seen.toString().endsWith("\r\n\r\n")) {
            socket.pause();
            asked.add(seen.toString());
            client
                .connect(port, "127.0.0.1")
                .onSuccess(
                    other -> {
                      other.exceptionHandler(e -> {});
                      socket.handler(other::write);
                      other.handler(socket::write);
                      socket.closeHandler(v -> other.close());
                      other.closeHandler(v -> socket.close());
                      socket.write("HTTP/1.1 200 Connected\r\n\r\n");
                      socket.resume();
                    });
          }
        });
  }

  @Override
  public void close() {
    Await.result(server.close());
    Await.result(client.close());
  }
}
