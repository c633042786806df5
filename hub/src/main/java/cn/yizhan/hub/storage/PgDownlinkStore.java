package cn.yizhan.hub.storage;

import cn.yizhan.hub.ingest.DownlinkStore;
import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.message.Command;
import cn.yizhan.protocol.message.Notice;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What waits for stations, in PostgreSQL. */
public final class PgDownlinkStore implements DownlinkStore {
  private final Pool pool;

  /**
   * @param pool connections
   */
  public PgDownlinkStore(Pool pool) {
    this.pool = pool;
  }

  private static final String WAITING =
      """
      select station, id, type, target, args, expires, created_by
      from station_command
      where station = any($1::int[]) and state in ('queued', 'sent') and expires > now()
      order by ordinal limit 1000""";

  @Override
  public Future<List<Waiting>> waiting(Collection<Integer> stations) {
    return pool.preparedQuery(WAITING)
        .execute(Tuple.tuple().addArrayOfInteger(stations.toArray(Integer[]::new)))
        .map(
            rows -> {
              List<Waiting> waiting = new ArrayList<>(rows.size());
              for (Row row : rows) {
                waiting.add(new Waiting(row.getInteger("station"), command(row)));
              }
              return waiting;
            });
  }

  private static Command command(Row row) {
    Map<String, Object> args = new HashMap<>();
    JsonObject given = row.getJsonObject("args");
    for (String name : given.fieldNames()) {
      Object value = Objects.requireNonNull(given.getValue(name), name);
      args.put(name, value instanceof Number number ? (Object) number.doubleValue() : value);
    }
    return new Command(
        row.getString("id"),
        row.getString("type"),
        row.getString("target"),
        args,
        Times.fromSql(row.getOffsetDateTime("expires")),
        row.getString("created_by"));
  }

  private static final String SENDING =
      """
      update station_command c
      set state = 'sent', sent = coalesce(c.sent, now()), sendings = c.sendings + 1
      from unnest($1::int[], $2::text[]) as o (station, id)
      where c.station = o.station and c.id = o.id and c.state in ('queued', 'sent')
        and c.expires > now()
      returning c.station, c.id""";

  @Override
  public Future<List<Waiting>> sending(List<Waiting> orders) {
    Integer[] stations = orders.stream().map(Waiting::station).toArray(Integer[]::new);
    String[] ids = orders.stream().map(order -> order.command().id()).toArray(String[]::new);
    return pool.preparedQuery(SENDING)
        .execute(Tuple.tuple().addArrayOfInteger(stations).addArrayOfString(ids))
        .map(
            rows -> {
              Set<String> open = new HashSet<>();
              rows.forEach(row -> open.add(row.getInteger(0) + "/" + row.getString(1)));
              return orders.stream()
                  .filter(order -> open.contains(order.station() + "/" + order.command().id()))
                  .toList();
            });
  }

  private static final String EXPIRE =
      """
      update station_command
      set state = 'expired',
        detail = case when state = 'queued' then 'not sent in time'
                      else 'sent, and not answered in time' end
      where state in ('queued', 'sent') and expires <= now()""";

  @Override
  public Future<Void> expire() {
    return pool.preparedQuery(EXPIRE).execute().mapEmpty();
  }

  private static final String NOTICES =
      """
      select id, office, station, zh, en, valid_from, least(valid_until, withdrawn) as ends,
        withdrawn is not null as gone
      from notice where valid_until > now()
      order by ordinal limit 1000""";

  @Override
  public Future<List<Posted>> notices() {
    return pool.preparedQuery(NOTICES)
        .execute()
        .map(
            rows -> {
              List<Posted> posted = new ArrayList<>(rows.size());
              for (Row row : rows) {
                Notice notice =
                    new Notice(
                        row.getString("id"),
                        new Label(row.getString("zh"), row.getString("en")),
                        Times.fromSql(row.getOffsetDateTime("valid_from")),
                        Times.fromSql(row.getOffsetDateTime("ends")));
                posted.add(
                    new Posted(
                        row.getInteger("office"),
                        row.getInteger("station"),
                        notice,
                        row.getBoolean("gone")));
              }
              return posted;
            });
  }
}
