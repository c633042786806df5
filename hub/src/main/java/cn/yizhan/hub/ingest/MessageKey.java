package cn.yizhan.hub.ingest;

import cn.yizhan.protocol.Lane;

/** Identity of a message within its station; keys of alert facts derive from it. */
public final class MessageKey {
  private MessageKey() {}

  /**
   * The key of a message.
   *
   * @param epoch name of the journal, empty for a pack without an envelope
   * @param seq its number; the hash of its bytes for a pack without an envelope
   */
  public static String of(Lane lane, String epoch, long seq) {
    return lane.word() + '/' + epoch + '/' + seq;
  }
}
