package cn.yizhan.hub.storage;

import cn.yizhan.hub.ingest.ReportDays;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The days of the report log. A partition is one UTC day, made in a transaction of its own: ahead
 * for the days to come, on demand for late data, and always before a batch that needs it is sent.
 */
public final class Partitions implements ReportDays {
  private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
  private static final DateTimeFormatter COMPACT =
      DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
  private static final long MILLIS_PER_DAY = TimeUnit.DAYS.toMillis(1);
  private static final long AHEAD_EVERY = TimeUnit.MINUTES.toMillis(30);
  private static final int DAYS_BACK = 1;
  private static final int DAYS_AHEAD = 3;
  private static final int TRIES = 5;
  private static final long RETRY_PAUSE = 300;

  private final Vertx vertx;
  private final Pool pool;
  private final Clock clock;
  private final Set<Long> known = ConcurrentHashMap.newKeySet();
  // makers of partitions wait for each other: one connection of the pool is enough
  private Future<Void> last = Future.succeededFuture();

  /**
   * @param vertx for pauses between tries
   * @param pool where the reports are
   * @param clock tells which days are ahead
   */
  public Partitions(Vertx vertx, Pool pool, Clock clock) {
    this.vertx = vertx;
    this.pool = pool;
    this.clock = clock;
  }

  /**
   * Makes yesterday and the days ahead, and goes on doing so.
   *
   * @return the action that stops it, once the first days exist
   */
  public Future<Runnable> keepAhead() {
    return ensure(ahead())
        .map(
            made -> {
              long timer =
                  vertx.setPeriodic(
                      AHEAD_EVERY,
                      id ->
                          ensure(ahead())
                              .onFailure(e -> LOG.warn("no partitions ahead: {}", e.getMessage())));
              return () -> vertx.cancelTimer(timer);
            });
  }

  /**
   * Whether the partition of an instant is known to exist.
   *
   * @param at epoch milliseconds
   */
  @Override
  public boolean covers(long at) {
    return known.contains(Math.floorDiv(at, MILLIS_PER_DAY));
  }

  /**
   * Completes when the partitions of these UTC days exist; at once when they are known to.
   *
   * @param days days as {@link LocalDate}, repeated ones are welcome
   */
  @Override
  public Future<Void> ensure(Collection<LocalDate> days) {
    if (missing(days).isEmpty()) {
      return Future.succeededFuture();
    }
    synchronized (this) {
      last = last.recover(earlier -> Future.succeededFuture()).compose(done -> make(days, 1));
      return last;
    }
  }

  @Override
  public Future<Void> ensureAnew(Collection<LocalDate> days) {
    days.forEach(day -> known.remove(day.toEpochDay()));
    return ensure(days);
  }

  private Future<Void> make(Collection<LocalDate> days, int attempt) {
    List<LocalDate> missing = missing(days);
    if (missing.isEmpty()) {
      return Future.succeededFuture();
    }
    return pool.withTransaction(connection -> makeIn(connection, missing))
        .onSuccess(made -> missing.forEach(day -> known.add(day.toEpochDay())))
        .recover(
            e ->
                attempt < TRIES
                    ? vertx.timer(RETRY_PAUSE).compose(waited -> make(missing, attempt + 1))
                    : Future.failedFuture(e));
  }

  private static final String EXISTING =
      """
      select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'report'::regclass and c.relname = any ($1)
      """;

  /*
   * create + attach locks the parent only against other changes of the table, never against
   * inserts; the advisory lock lets a second hub find the partition made
   */
  private static Future<Void> makeIn(SqlConnection connection, List<LocalDate> days) {
    String[] names = days.stream().map(Partitions::table).toArray(String[]::new);
    return connection
        .query("set local lock_timeout = '2s'; select pg_advisory_xact_lock(hashtext('report'))")
        .execute()
        .compose(locked -> connection.preparedQuery(EXISTING).execute(Tuple.of(names)))
        .compose(
            rows -> {
              List<String> existing = new ArrayList<>();
              for (Row row : rows) {
                existing.add(row.getString(0));
              }
              StringBuilder statements = new StringBuilder();
              for (LocalDate day : days) {
                if (!existing.contains(table(day))) {
                  statements.append(statementsFor(day));
                }
              }
              return statements.isEmpty()
                  ? Future.<Void>succeededFuture()
                  : connection.query(statements.toString()).execute().<Void>mapEmpty();
            });
  }

  static String statementsFor(LocalDate day) {
    String table = table(day);
    return "create table if not exists %s (like report including defaults);\n".formatted(table)
        + "alter table report attach partition %s for values from ('%s 00:00Z') to ('%s 00:00Z');\n"
            .formatted(table, day, day.plusDays(1));
  }

  private static String table(LocalDate day) {
    return "report_" + COMPACT.format(day);
  }

  private List<LocalDate> missing(Collection<LocalDate> days) {
    return days.stream().distinct().filter(day -> !known.contains(day.toEpochDay())).toList();
  }

  private List<LocalDate> ahead() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return today.minusDays(DAYS_BACK).datesUntil(today.plusDays(DAYS_AHEAD + 1L)).toList();
  }
}
