package cn.yizhan.hub.ingest;

import io.vertx.core.Future;

/** Where rejections are kept, for as long as is promised. */
public interface RejectionLog {
  /**
   * Forgets the oldest rejections.
   *
   * @param before those received before that time, milliseconds since 1970
   * @param most how many at most, so that no statement takes long
   * @return how many were forgotten
   */
  Future<Integer> forget(long before, int most);
}
