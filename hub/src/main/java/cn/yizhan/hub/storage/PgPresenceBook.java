package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.News;
import cn.yizhan.hub.alerts.Place;
import cn.yizhan.hub.alerts.PresenceBody;
import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.watch.PresenceBook;
import cn.yizhan.hub.watch.PresenceNews;
import cn.yizhan.hub.watch.ToldPresence;
import cn.yizhan.protocol.rule.Thresholds;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** What was told of the connections of stations, in the table {@code presence_told}. */
public final class PgPresenceBook implements PresenceBook {
  /** Changes told in one transaction; the rest waits for the next review. */
  private static final int MOST = 200;

  private final Pool pool;
  private final PgRuleBook rules;
  private final Style style;
  private final LongSupplier clock;

  /**
   * @param pool connections
   * @param rules thresholds in force
   * @param writer knows how alerts, and news, look here
   * @param clock the hub's clock, epoch milliseconds
   */
  public PgPresenceBook(Pool pool, PgRuleBook rules, AlertWriter writer, LongSupplier clock) {
    this.pool = pool;
    this.rules = rules;
    this.style = writer.style();
    this.clock = clock;
  }

  private static final String OTHERS =
      """
      select s.id, true as expected, c.online, c.since, null::text as severity,
        false as charging, 0::float8 as power, t.online as told, t.since as told_since, t.change
      from station s
      left join presence_told t on t.station = s.id
      """
          + PgAbsenceBook.CONNECTION
          + """

      where s.status = 'live' and s.disabled is null and c.online is distinct from t.online
      order by s.id""";

  @Override
  public Future<Integer> review(Function<List<ToldPresence>, List<PresenceNews>> judge) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(OTHERS)
                .execute()
                .compose(
                    rows -> {
                      List<Row> all = new ArrayList<>(rows.size());
                      rows.forEach(all::add);
                      return all.isEmpty() ? Future.succeededFuture(0) : judged(tx, all, judge);
                    }));
  }

  private Future<Integer> judged(
      SqlConnection tx, List<Row> rows, Function<List<ToldPresence>, List<PresenceNews>> judge) {
    return rules
        .thresholds(tx, rows.stream().map(row -> row.getInteger("id")).toList())
        .map(thresholds -> judge.apply(rows.stream().map(row -> told(row, thresholds)).toList()))
        .compose(
            news -> {
              List<PresenceNews> some = news.subList(0, Math.min(MOST, news.size()));
              return some.isEmpty() ? Future.succeededFuture(0) : tell(tx, some);
            });
  }

  private static ToldPresence told(Row row, Map<Integer, Thresholds> thresholds) {
    Boolean told = row.getBoolean("told");
    return new ToldPresence(
        PgAbsenceBook.absence(
            row, thresholds.getOrDefault(row.getInteger("id"), Thresholds.standard())),
        told == null
            ? null
            : new ToldPresence.Told(
                told,
                Times.fromSql(row.getOffsetDateTime("told_since")),
                row.getInteger("change")));
  }

  private Future<Integer> tell(SqlConnection tx, List<PresenceNews> news) {
    return AlertPlaces.stations(tx, news.stream().map(PresenceNews::station).toList())
        .compose(
            places -> {
              Future<Integer> told = Future.succeededFuture(0);
              for (PresenceNews one : news) {
                Row place = Objects.requireNonNull(places.get(one.station()));
                told = told.compose(count -> tell(tx, one, place).map(more -> count + more));
              }
              return told;
            });
  }

  /** $4 the change that was told last. Nothing when another hub has told a later one meanwhile. */
  private static final String KEEP =
      """
      insert into presence_told as t (station, online, since) values ($1, $2, $3)
      on conflict (station) do update
      set online = excluded.online, since = excluded.since, change = t.change + 1
      where t.change = $4
      returning change""";

  private Future<Integer> tell(SqlConnection tx, PresenceNews news, Row place) {
    return tx.preparedQuery(KEEP)
        .execute(Tuple.of(news.station(), news.online(), Times.toSql(news.since()), news.told()))
        .compose(
            rows ->
                rows.size() == 0
                    ? Future.succeededFuture(0)
                    : queue(tx, news, rows.iterator().next().getInteger("change"), place));
  }

  private Future<Integer> queue(SqlConnection tx, PresenceNews news, int change, Row place) {
    Place where = AlertRows.place(place);
    long now = clock.getAsLong();
    String key = "presence/" + news.station() + '/' + change;
    return (news.online()
            ? NewsQueue.add(
                tx,
                key,
                News.STATION_ONLINE,
                place,
                PresenceBody.online(where, news.since(), news.away(), style, now))
            : NewsQueue.add(
                tx,
                key,
                News.STATION_OFFLINE,
                place,
                PresenceBody.offline(where, news.since(), style, now)))
        .map(1);
  }
}
