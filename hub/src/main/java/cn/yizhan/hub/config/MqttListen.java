package cn.yizhan.hub.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where stations connect.
 *
 * @param at address and port
 * @param webSocket address and port for MQTT over WebSocket; null for none
 * @param certificate certificate for TLS; null for plain MQTT
 * @param largestMessage bytes of the largest message taken
 * @param proxied whether connections come through a load balancer that speaks the PROXY protocol
 */
public record MqttListen(
    HostPort at,
    @Nullable HostPort webSocket,
    @Nullable Certificate certificate,
    int largestMessage,
    boolean proxied) {
  /** Bytes of the largest message unless told otherwise. */
  public static final int STANDARD_MESSAGE = 65_536;

  /** Agents send messages of up to so many bytes. */
  static final int LEAST_MESSAGE = 16_384;

  /** Of a connection at most one MiB is held unacknowledged: a larger message could never pass. */
  static final int MOST_MESSAGE = 1_048_576;

  /**
   * A server certificate.
   *
   * @param chain PEM file of the certificate and those above it
   * @param key PEM file of its private key
   */
  public record Certificate(Path chain, Path key) {}
}
