package cn.yizhan.bench.demo;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The loopback ports of a demonstration, chosen once and remembered, so that links, endpoints and
 * what was typed before stay right over restarts.
 *
 * @param http page and API of the hub
 * @param mqtt stations
 * @param receiver webhook receiver
 * @param control faults on request
 */
record DemoPorts(int http, int mqtt, int receiver, int control) {
  private static final DemoPorts USUAL = new DemoPorts(8080, 1883, 8090, 8091);

  /**
   * The remembered ports, or the usual ones and free ones in place of those that are taken.
   *
   * @throws IOException when a remembered port is in use; the message says which
   */
  static DemoPorts of(Path folder) throws IOException {
    Path file = folder.resolve("ports.json");
    if (Files.exists(file)) {
      JsonObject json = new JsonObject(Files.readString(file));
      return new DemoPorts(
          remembered(json, "http"),
          remembered(json, "mqtt"),
          remembered(json, "receiver"),
          remembered(json, "control"));
    }
    DemoPorts chosen =
        new DemoPorts(
            usualOrFree(USUAL.http),
            usualOrFree(USUAL.mqtt),
            usualOrFree(USUAL.receiver),
            usualOrFree(USUAL.control));
    Files.writeString(
        file,
        new JsonObject()
            .put("http", chosen.http)
            .put("mqtt", chosen.mqtt)
            .put("receiver", chosen.receiver)
            .put("control", chosen.control)
            .encodePrettily());
    return chosen;
  }

  private static int remembered(JsonObject json, String name) throws IOException {
    int port = json.getInteger(name);
    if (!free(port)) {
      throw new IOException(
          "port "
              + port
              + " ("
              + name
              + ") of this demonstration is in use; free it, or start"
              + " with --fresh to choose another");
    }
    return port;
  }

  private static int usualOrFree(int port) throws IOException {
    if (free(port)) {
      return port;
    }
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
