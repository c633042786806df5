package cn.yizhan.hub.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for programs that must come back at the same one after a restart: below those that systems
 * give to whoever asks for any, so that nobody is given one while its program is away.
 */
public final class FreePorts {
  private static final int FIRST = 20_000;
  private static final int BELOW = 32_000;
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private FreePorts() {}

  /** A port at 127.0.0.1 that nobody listens at now and that was not given before. */
  public static int one() {
    for (int i = FIRST; i < BELOW; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, BELOW);
      if (free(port) && GIVEN.add(port)) {
        return port;
      }
    }
    throw new AssertionError("no free port");
  }

  private static boolean free(int port) {
    try (ServerSocket socket =
        new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
