package cn.yizhan.hub.notify;

import io.vertx.core.Future;

/** Makes one try to deliver. */
@FunctionalInterface
public interface Postman {
  /** Tries once; the future never fails, a failure is an {@link Outcome}. */
  Future<Attempt> deliver(Notification notification);
}
