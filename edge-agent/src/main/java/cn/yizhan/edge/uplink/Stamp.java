package cn.yizhan.edge.uplink;

import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.codec.Codec;
import cn.yizhan.protocol.message.Lost;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.Report;
import cn.yizhan.protocol.message.StationEvent;
import cn.yizhan.protocol.point.PointScope;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two halves of a report: what it says, which is journalled once, and the epoch, number and
 * time of sending, which are put before it at each transmission. Thus nothing has to be understood
 * again to be sent again. Pure.
 */
public final class Stamp {
  private static final PointScope NO_POINTS = point -> null;
  private static final String ANY = "0";

  private Stamp() {}

  /**
   * What a report says, ready for the journal.
   *
   * @param now the time now; readings of other ages keep their own times
   * @throws IllegalArgumentException when a reading is of no point of the station or impossible
   */
  public static byte[] body(
      List<Reading> readings, List<StationEvent> events, PointScope scope, long now) {
    return tail(report(ANY, 1, now, readings, events, null), scope);
  }

  /** What a report that declares a loss says. */
  public static byte[] loss(Lost lost) {
    return tail(report(ANY, 1, 0, List.of(), List.of(), lost), NO_POINTS);
  }

  /** The message to be sent. */
  public static byte[] message(String epoch, long seq, long sent, byte[] body) {
    byte[] head = Codec.encode(report(epoch, seq, sent, List.of(), List.of(), null), NO_POINTS);
    byte[] whole = Arrays.copyOf(head, head.length - 1 + body.length);
    System.arraycopy(body, 0, whole, head.length - 1, body.length);
    return whole;
  }

  private static byte[] tail(Report report, PointScope scope) {
    Report bare = report(report.epoch(), report.seq(), report.sent(), List.of(), List.of(), null);
    byte[] whole = Codec.encode(report, scope);
    int head = Codec.encode(bare, NO_POINTS).length - 1;
    return Arrays.copyOfRange(whole, head, whole.length);
  }

  private static Report report(
      String epoch,
      long seq,
      long sent,
      List<Reading> readings,
      List<StationEvent> events,
      @Nullable Lost lost) {
    return new Report(Lane.DATA, epoch, seq, sent, readings, events, lost, List.of());
  }
}
