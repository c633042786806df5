package cn.yizhan.hub.ingest;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the ports for stations are run.
 *
 * @param listening where they are
 * @param largestMessage bytes of the largest MQTT message taken
 * @param writers how many batches may be stored at the same time
 * @param heldBytes bytes of unacknowledged messages of all connections together
 * @param connectDeadline how long a connection may take until it is accepted
 */
public record IngestOptions(
    Listening listening,
    int largestMessage,
    int writers,
    long heldBytes,
    Duration connectDeadline) {

  /**
   * What TLS needs.
   *
   * @param certificate PEM file of the certificate chain
   * @param key PEM file of its key
   */
  public record Tls(Path certificate, Path key) {}

  /**
   * An address.
   *
   * @param host address to listen on
   * @param port port to listen on, 0 for any
   */
  public record At(String host, int port) {}

  /**
   * Where stations connect.
   *
   * @param mqtt for MQTT
   * @param webSocket for MQTT over WebSocket, at the path {@code /mqtt}; null for none
   * @param tls certificate and key, null for connections in the clear
   * @param proxied whether every connection begins with the PROXY protocol's header, as a load
   *     balancer sends it
   */
  public record Listening(At mqtt, @Nullable At webSocket, @Nullable Tls tls, boolean proxied) {}

  /** Plain MQTT, 64 KiB messages, four writers, 32 MiB held, 10 s to connect. */
  public static IngestOptions plain(String host, int port) {
    return at(new Listening(new At(host, port), null, null, false));
  }

  /** The same at these addresses. */
  public static IngestOptions at(Listening listening) {
    return new IngestOptions(listening, 64 * 1024, 4, 32L << 20, Duration.ofSeconds(10));
  }

  /** The same with messages of up to so many bytes. */
  public IngestOptions withLargestMessage(int bytes) {
    return new IngestOptions(listening, bytes, writers, heldBytes, connectDeadline);
  }

  /** The same with so many bytes of unacknowledged messages. */
  public IngestOptions withHeldBytes(long bytes) {
    return new IngestOptions(listening, largestMessage, writers, bytes, connectDeadline);
  }

  /** The same with so long until a connection must be accepted. */
  public IngestOptions withConnectDeadline(Duration deadline) {
    return new IngestOptions(listening, largestMessage, writers, heldBytes, deadline);
  }

  /** The same with TLS. */
  public IngestOptions withTls(Path chain, Path privateKey) {
    return with(
        new Listening(
            listening.mqtt(),
            listening.webSocket(),
            new Tls(chain, privateKey),
            listening.proxied()));
  }

  /** The same behind a load balancer that speaks the PROXY protocol. */
  public IngestOptions behindProxy() {
    return with(new Listening(listening.mqtt(), listening.webSocket(), listening.tls(), true));
  }

  /** The same with a port for MQTT over WebSocket. */
  public IngestOptions withWebSocket(String host, int port) {
    return with(
        new Listening(listening.mqtt(), new At(host, port), listening.tls(), listening.proxied()));
  }

  private IngestOptions with(Listening other) {
    return new IngestOptions(other, largestMessage, writers, heldBytes, connectDeadline);
  }
}
