package cn.yizhan.protocol.codec;

import cn.yizhan.protocol.message.LanePosition;
import cn.yizhan.protocol.message.Message;
import org.jspecify.annotations.Nullable;

/** What became of some bytes: a message, or the reason why they are none. */
public sealed interface Decoded {
  /**
   * A message.
   *
   * @param message the message, with refused records listed inside
   */
  record Accepted(Message message) implements Decoded {}

  /**
   * No message.
   *
   * @param rejection why
   * @param identity epoch and sequence number, where a numbered message got so far; its lane goes
   *     on after it, for the sender cannot do better by repeating
   */
  record Rejected(Rejection rejection, @Nullable LanePosition identity) implements Decoded {}
}
