package cn.yizhan.hub.storage;

import cn.yizhan.hub.api.Cursor;
import cn.yizhan.hub.api.Unavailable;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** What a failure of the database means to whoever asked. */
final class PgFailures {
  private static final String DEADLOCK = "40P01";
  private static final String CANCELED = "57014";
  private static final String AWAY = "57P";
  private static final String CONNECTION = "08";
  private static final String TOO_MANY = "53";
  private static final String BAD_VALUE = "22";
  // connection, rollback, resources, object state, operator, system, damaged data or index
  private static final List<String> PASSING =
      List.of(CONNECTION, "40", TOO_MANY, "55", "57", "58", "XX001", "XX002");

  private PgFailures() {}

  /**
   * The failure in the words of the ports: {@link Unavailable} when it passes, a refusal when the
   * statement could not read a cursor's text, otherwise as it is.
   */
  static <T> Future<T> translate(Throwable failure) {
    return Future.failedFuture(translated(failure));
  }

  /**
   * Whether the failure says nothing about what was asked, so that asking the same again may
   * succeed: the connection was lost or did not answer, or the server was stopped, full, busy or
   * damaged. Everything else, faults of our own included, would be repeated for ever.
   */
  static boolean passes(Throwable failure) {
    if (failure instanceof PgException refused) {
      String state = String.valueOf(refused.getSqlState());
      return PASSING.stream().anyMatch(state::startsWith);
    }
    return connection(failure);
  }

  /** Whether it was rolled back because two transactions waited for each other. */
  static boolean deadlock(Throwable failure) {
    return failure instanceof PgException refused && DEADLOCK.equals(refused.getSqlState());
  }

  private static boolean connection(Throwable failure) {
    return failure instanceof IOException
        || failure instanceof TimeoutException
        || failure instanceof VertxException;
  }

  private static Throwable translated(Throwable failure) {
    if (failure instanceof PgException refused) {
      String state = String.valueOf(refused.getSqlState());
      if (state.equals(CANCELED)) {
        return new Unavailable("the answer took too long; ask for less", failure);
      }
      if (state.startsWith(AWAY) || state.startsWith(CONNECTION) || state.startsWith(TOO_MANY)) {
        return new Unavailable("the database is away", failure);
      }
      return state.startsWith(BAD_VALUE) ? Cursor.malformed() : failure;
    }
    return connection(failure) ? new Unavailable("the database is away", failure) : failure;
  }
}
