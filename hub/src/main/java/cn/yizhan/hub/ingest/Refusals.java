package cn.yizhan.hub.ingest;

import cn.yizhan.hub.ingest.Batch.Refusal;
import cn.yizhan.protocol.codec.Rejection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rejections of a batch that are kept, as far as the station's allowance goes. */
final class Refusals {
  private static final int BYTES_KEPT = 4096;
  private static final int RECORDS_KEPT = 8;

  private final Allowance allowance;
  private final List<Refusal> kept = new ArrayList<>();

  Refusals(Allowance allowance) {
    this.allowance = allowance;
  }

  /** Those kept so far. */
  List<Refusal> kept() {
    return kept;
  }

  /** Keeps the rejection of a message, with the beginning of its bytes. */
  void keep(Inbound inbound, @Nullable String epoch, @Nullable Long seq, Rejection reason) {
    if (allowance.take(inbound.received())) {
      byte[] bytes = inbound.bytes();
      kept.add(
          new Refusal(
              UUID.randomUUID(),
              inbound.kind().word(),
              epoch,
              seq,
              reason,
              bytes.length > BYTES_KEPT ? Arrays.copyOf(bytes, BYTES_KEPT) : bytes,
              inbound.received()));
    }
  }

  /**
   * Keeps the first rejections of records in a message that was taken; the last one kept says how
   * many more there were.
   */
  void keepRecords(Prepared prepared, @Nullable String epoch, @Nullable Long seq) {
    List<Rejection> refused = prepared.refused();
    int count = Math.min(refused.size(), RECORDS_KEPT);
    int more = refused.size() - count;
    for (int i = 0; i < count; i++) {
      Rejection record = refused.get(i);
      keep(
          prepared.inbound(), epoch, seq, i == count - 1 && more > 0 ? with(record, more) : record);
    }
  }

  private static Rejection with(Rejection last, int more) {
    return new Rejection(
        last.reason(),
        last.place(),
        last.expected() + " (" + more + " more records of the message were refused)");
  }
}
