package cn.yizhan.hub.api;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** What became of replacing something by a new version of it. */
public enum Replaced {
  /** It is in force. */
  DONE,
  /** There is no such thing in the actor's scope. */
  MISSING,
  /** It is not at the version it was read at. */
  STALE;

  /**
   * The answer to the one who wanted it.
   *
   * @param found reads what is in force now
   * @param missing what to say when there is no such thing
   */
  Future<Reply> answer(Supplier<Future<Reply>> found, String missing) {
    return switch (this) {
      case DONE -> found.get();
      case MISSING -> Future.failedFuture(Refusal.notFound(missing));
      case STALE -> Future.failedFuture(new Refusal(Problem.of(Problem.Sort.STALE)));
    };
  }
}
