package cn.yizhan.edge.control;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.parsetools.RecordParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket in the agent's folder. Whoever may open it acts on site: the file system decides who
 * that is, so no password has to be kept.
 */
public final class ControlSocket {
  /** Name of the socket in the agent's folder. */
  public static final String NAME = "control.sock";

  private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
  private static final int LONGEST = 4096;

  private final NetServer server;
  private final Path path;

  private ControlSocket(NetServer server, Path path) {
    this.server = server;
    this.path = path;
  }

  /**
   * Listens in a folder; called on the agent's event loop.
   *
   * @param handler does what is asked
   * @return fails where such sockets cannot be, in a folder with too long a name for one
   */
  public static Future<ControlSocket> open(
      Vertx vertx, Path folder, Function<ControlRequest, Future<ControlAnswer>> handler) {
    Path path = folder.resolve(NAME);
    try {
      // The folder's lock says that no other agent listens here: what is there is a dead one's.
      Files.deleteIfExists(path);
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
    NetServer server = vertx.createNetServer().connectHandler(socket -> serve(socket, handler));
    return server
        .listen(SocketAddress.domainSocketAddress(path.toString()))
        .map(
            listening -> {
              guard(path);
              return new ControlSocket(server, path);
            });
  }

  private static void guard(Path path) {
    try {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warn("others may open {}: {}", path, e.toString());
    }
  }

  private static void serve(
      NetSocket socket, Function<ControlRequest, Future<ControlAnswer>> handler) {
    RecordParser lines = RecordParser.newDelimited("\n", socket).maxRecordSize(LONGEST);
    lines.exceptionHandler(tooLong -> socket.close());
    lines.handler(
        line -> {
          ControlRequest request = ControlRequest.parse(line.toString());
          Future<ControlAnswer> answer =
              request == null
                  ? Future.succeededFuture(ControlAnswer.refused("expected a line of JSON"))
                  : handler.apply(request);
          answer
              .otherwise(error -> ControlAnswer.refused(String.valueOf(error.getMessage())))
              .onSuccess(done -> socket.write(done.line()));
        });
  }

  /** Stops listening. */
  public Future<Void> close() {
    return server
        .close()
        .onComplete(
            closed -> {
              try {
                Files.deleteIfExists(path);
              } catch (IOException e) {
                LOG.debug("{} stays", path, e);
              }
            });
  }
}
