package cn.yizhan.hub.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network between a hub and its database that fails as it is told: it refuses, it cuts, it lets
 * requests through and swallows the answers, or it stands still.
 */
public final class CutProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean down;
  private volatile boolean mute;
  private volatile CountDownLatch moving = new CountDownLatch(0);
  private final AtomicInteger failures = new AtomicInteger();

  /** Listens on a port of its own and passes everything on to the target. */
  public CutProxy(int target) {
    this.target = target;
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start("accept", this::accept);
  }

  /** The port to connect to. */
  public int port() {
    return server.getLocalPort();
  }

  /** Cuts every connection and refuses new ones until {@link #up()}. */
  public void down() {
    down = true;
    cut();
  }

  /** Lets connections through again; their answers too. */
  public void up() {
    mute = false;
    down = false;
    moving.countDown();
  }

  /** From now on requests reach the database and its answers reach nobody. */
  public void mute() {
    mute = true;
  }

  /** Until {@link #up()} connections are made and nothing passes; then all that was held back. */
  public void freeze() {
    moving = new CountDownLatch(1);
  }

  /** Connections that ended in an error, or were not made because the database refused. */
  public int failures() {
    return failures.get();
  }

  /** Cuts every connection. */
  public void cut() {
    sockets.forEach(CutProxy::close);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        if (down) {
          close(client);
          continue;
        }
        Socket database = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(database);
        start("requests", () -> pass(client, database, false));
        start("answers", () -> pass(database, client, true));
      } catch (IOException e) {
        failures.incrementAndGet();
      }
    }
  }

  private void pass(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[65_536];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        moving.await();
        if (!(answers && mute)) {
          out.write(buffer, 0, read);
          out.flush();
        }
      }
    } catch (IOException cut) {
      failures.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, "proxy-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    moving.countDown();
    cut();
  }
}
