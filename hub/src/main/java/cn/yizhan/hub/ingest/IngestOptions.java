package cn.yizhan.hub.ingest;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the MQTT port is run.
 *
 * @param host address to listen on
 * @param port port to listen on, 0 for any
 * @param tls certificate and key, null for plain MQTT
 * @param proxied whether every connection begins with the PROXY protocol's header, as a load
 *     balancer sends it
 * @param largestMessage bytes of the largest MQTT message taken
 * @param writers how many batches may be stored at the same time
 * @param heldBytes bytes of unacknowledged messages of all connections together
 * @param connectDeadline how long a connection may take until it is accepted
 */
public record IngestOptions(
    String host,
    int port,
    @Nullable Tls tls,
    boolean proxied,
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

  /** Plain MQTT, 64 KiB messages, four writers, 32 MiB held, 10 s to connect. */
  public static IngestOptions plain(String host, int port) {
    return new IngestOptions(
        host, port, null, false, 64 * 1024, 4, 32L << 20, Duration.ofSeconds(10));
  }

  /** The same with messages of up to so many bytes. */
  public IngestOptions withLargestMessage(int bytes) {
    return new IngestOptions(host, port, tls, proxied, bytes, writers, heldBytes, connectDeadline);
  }

  /** The same with TLS. */
  public IngestOptions withTls(Path chain, Path privateKey) {
    return new IngestOptions(
        host,
        port,
        new Tls(chain, privateKey),
        proxied,
        largestMessage,
        writers,
        heldBytes,
        connectDeadline);
  }

  /** The same behind a load balancer that speaks the PROXY protocol. */
  public IngestOptions behindProxy() {
    return new IngestOptions(
        host, port, tls, true, largestMessage, writers, heldBytes, connectDeadline);
  }
}
