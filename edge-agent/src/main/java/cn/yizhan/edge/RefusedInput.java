package cn.yizhan.edge;

import cn.yizhan.edge.mapping.LocalMessages;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.protocol.codec.Rejection;
import io.vertx.core.Future;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Input of hardware that was refused: counted, and kept for inspection. */
final class RefusedInput {
  private static final Logger LOG = LoggerFactory.getLogger(RefusedInput.class);
  private static final int KEPT_OF_ONE = 10;
  private static final long LOG_EVERY = 10_000;

  private final AgentFiles files;
  private long count;
  private long nextLog = Long.MIN_VALUE;

  RefusedInput(AgentFiles files) {
    this.files = files;
  }

  /** How many faults there were. */
  long count() {
    return count;
  }

  /**
   * Keeps what was refused.
   *
   * @param source who sent it
   * @param bytes what it was
   * @param why what is wrong with it
   * @return done when it is kept
   */
  Future<Void> keep(String source, byte[] bytes, List<Rejection> why, Moment now) {
    count += why.size();
    StringBuilder lines = new StringBuilder();
    why.stream()
        .limit(KEPT_OF_ONE)
        .forEach(r -> lines.append(LocalMessages.rejected(now.wall(), source, r.text(), bytes)));
    if (now.steady() >= nextLog) {
      nextLog = now.steady() + LOG_EVERY;
      LOG.warn("{}: {} ({} refused so far)", source, why.get(0).text(), count);
    }
    return files.keepRejected(lines.toString());
  }
}
