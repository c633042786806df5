package cn.yizhan.hub.probe;

import cn.yizhan.hub.notify.SigningSecret;
import io.vertx.core.Future;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a receiver of probes needs to know and writes down. */
public interface ProbeReceipts {
  /** The secret that its endpoint signs with now; null when there is none yet. */
  Future<@Nullable SigningSecret> secret();

  /**
   * Writes down that a notification about the alert has arrived and is right. What is about no
   * probe, or about one that is over, changes nothing.
   *
   * @param type its {@code type}
   */
  Future<Void> received(UUID alert, String type);
}
