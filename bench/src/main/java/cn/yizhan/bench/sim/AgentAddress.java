package cn.yizhan.bench.sim;

import io.vertx.mqtt.MqttClientOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where an agent listens for hardware.
 *
 * @param host its address
 * @param port its port
 * @param user user name, empty when none is needed
 * @param passwordFile file with the password; read only when there is a user name
 */
public record AgentAddress(String host, int port, String user, Path passwordFile) {
  /** An agent on this machine that asks for no password. */
  public static AgentAddress loopback(int port) {
    return new AgentAddress("127.0.0.1", port, "", Path.of(""));
  }

  /** Options of a client of that name. */
  MqttClientOptions options(String device) throws IOException {
    MqttClientOptions options = new MqttClientOptions().setClientId(device);
    if (!user.isEmpty()) {
      options.setUsername(user).setPassword(Files.readString(passwordFile).strip());
    }
    return options;
  }
}
