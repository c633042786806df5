package cn.yizhan.hub.ingest;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the MQTT port is run.
 *
 * @param host address to listen on
 * @param port port to listen on, 0 for any
 * @param certificate PEM file of the certificate chain, null for plain MQTT
 * @param key PEM file of its key, null for plain MQTT
 * @param largestMessage bytes of the largest MQTT message taken
 * @param writers how many batches may be stored at the same time
 * @param heldBytes bytes of unacknowledged messages of all connections together
 * @param connectDeadline how long a connection may take until it is accepted
 */
public record IngestOptions(
    String host,
    int port,
    @Nullable Path certificate,
    @Nullable Path key,
    int largestMessage,
    int writers,
    long heldBytes,
    Duration connectDeadline) {
  /** Plain MQTT, 64 KiB messages, four writers, 32 MiB held, 10 s to connect. */
  public static IngestOptions plain(String host, int port) {
    return new IngestOptions(
        host, port, null, null, 64 * 1024, 4, 32L << 20, Duration.ofSeconds(10));
  }

  /** The same with messages of up to so many bytes. */
  public IngestOptions withLargestMessage(int bytes) {
    return new IngestOptions(
        host, port, certificate, key, bytes, writers, heldBytes, connectDeadline);
  }

  /** The same with TLS. */
  public IngestOptions withTls(Path chain, Path privateKey) {
    return new IngestOptions(
        host, port, chain, privateKey, largestMessage, writers, heldBytes, connectDeadline);
  }
}
