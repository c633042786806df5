package cn.yizhan.hub.watch;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/** Whose connection is news for systems, and what they were told. */
public interface PresenceBook {
  /**
   * Reads whose connection is another than was told, keeps what is told now and queues it for those
   * who asked, in one transaction. What another hub has told meanwhile is not told again.
   *
   * @param judge finds what is to be told
   * @return how many changes were told
   */
  Future<Integer> review(Function<List<ToldPresence>, List<PresenceNews>> judge);
}
