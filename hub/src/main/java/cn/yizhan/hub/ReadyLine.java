package cn.yizhan.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import cn.yizhan.hub.config.HostPort;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * The line a hub prints when it is ready, kept in {@code DIR/hub.json} for commands on the same
 * machine while it runs.
 *
 * @param http base URL, {@code http://127.0.0.1:8080}
 * @param mqtt host and port for stations
 * @param mqttWebSocket host and port for stations over WebSocket; null for none
 */
public record ReadyLine(String http, String mqtt, @Nullable String mqttWebSocket) {

  /** The line of the addresses really listened at. */
  static ReadyLine of(HostPort http, HostPort mqtt, @Nullable HostPort webSocket) {
    return new ReadyLine(
        "http://" + http.reachable(),
        mqtt.reachable().toString(),
        webSocket == null ? null : webSocket.reachable().toString());
  }

  /**
   * Reads what the running hub of a data directory wrote.
   *
   * @throws IOException with a sentence when no hub runs there
   */
  public static ReadyLine read(Path data) throws IOException {
    try {
      JsonObject json = new JsonObject(Files.readString(file(data), UTF_8));
      return new ReadyLine(
          json.getString("http", ""), json.getString("mqtt", ""), json.getString("mqttWebSocket"));
    } catch (NoSuchFileException | DecodeException e) {
      throw new IOException("no hub is running on " + data, e);
    }
  }

  /** Writes the line, whole or not at all. */
  void write(Path data) throws IOException {
    Path fresh = data.resolve("hub.json.new");
    Files.writeString(fresh, this + "\n", UTF_8);
    Files.move(
        fresh, file(data), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes what {@link #write} wrote. */
  static void remove(Path data) throws IOException {
    Files.deleteIfExists(file(data));
  }

  private static Path file(Path data) {
    return data.resolve("hub.json");
  }

  /** The line as JSON. */
  @Override
  public String toString() {
    JsonObject line = new JsonObject().put("ready", true).put("http", http).put("mqtt", mqtt);
    return (mqttWebSocket == null ? line : line.put("mqttWebSocket", mqttWebSocket)).encode();
  }
}
