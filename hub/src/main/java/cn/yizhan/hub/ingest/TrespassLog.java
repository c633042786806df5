package cn.yizhan.hub.ingest;

import cn.yizhan.protocol.StationCode;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Where it is kept that a station reached for what is not its own. */
public interface TrespassLog {
  /** What was reached for. */
  enum Sort {
    /** It published to a topic it may not publish to. */
    TOPIC("topic.refused"),
    /** It asked for a topic it may not listen to. */
    SUBSCRIPTION("subscription.refused");

    private final String action;

    Sort(String action) {
      this.action = action;
    }

    /** The action's name in the audit log. */
    public String action() {
      return action;
    }
  }

  /**
   * One or more attempts of the same sort.
   *
   * @param station whose connection it was
   * @param sort what was reached for
   * @param topic the last topic named, printable and bounded
   * @param times how often since this was last kept
   * @param remote network address of the connection, null when it is not known
   */
  record Trespass(
      StationCode station, Sort sort, String topic, long times, @Nullable String remote) {}

  /** Keeps it. */
  Future<Void> keep(Trespass trespass);
}
