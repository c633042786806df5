package cn.yizhan.hub.rules;

import cn.yizhan.protocol.Lane;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are known to be missing.
 *
 * @param lane their lane
 * @param epoch their epoch
 * @param from first missing number
 * @param to last missing number, null when not known
 * @param received when the message came that showed it
 */
public record Missing(Lane lane, String epoch, long from, @Nullable Long to, long received)
    implements Occurrence {

  /** How many are missing at least. */
  double count() {
    return to == null ? 1 : Math.max(1.0, to - from + 1.0);
  }
}
