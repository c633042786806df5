package cn.yizhan.hub.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where stations connect.
 *
 * @param at address and port
 * @param certificate certificate for TLS; null for plain MQTT
 */
public record MqttListen(HostPort at, @Nullable Certificate certificate) {

  /**
   * A server certificate.
   *
   * @param chain PEM file of the certificate and those above it
   * @param key PEM file of its private key
   */
  public record Certificate(Path chain, Path key) {}
}
