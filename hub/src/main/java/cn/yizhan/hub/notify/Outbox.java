package cn.yizhan.hub.notify;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notifications waiting to be delivered. */
public interface Outbox {
  /** How long a claimed notification is nobody else's, in seconds. */
  int LEASE_SECONDS = 60;

  /**
   * Claims what is due, for {@link #LEASE_SECONDS}: nothing that waits behind an earlier
   * undelivered notification of the same alert to the same endpoint, and no more for one endpoint
   * than it may have under way.
   *
   * @param limit how many at most
   * @param perEndpoint how many one endpoint may have under way, those of other hubs included
   */
  Future<List<Notification>> claim(int limit, int perEndpoint);

  /**
   * Writes down how a try ended. A delivered notification is done; a refused one is done and its
   * endpoint disabled. Of a try whose lease ran out and that somebody repeated meanwhile, only the
   * delivery counts.
   *
   * @param pause milliseconds until the next try; null when there is none
   */
  Future<Void> record(Notification notification, Attempt attempt, @Nullable Long pause);
}
