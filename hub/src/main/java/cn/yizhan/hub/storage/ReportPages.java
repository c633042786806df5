package cn.yizhan.hub.storage;

import cn.yizhan.hub.ingest.Batch.Flag;
import cn.yizhan.hub.ingest.MessageKey;
import cn.yizhan.hub.rules.Arrival;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.Reading;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one station reported, in the order of receipt, read page by page: however long the time, no
 * more than a page of it is in memory.
 */
final class ReportPages {
  /** Rows fetched at once; a page takes the event loop for some milliseconds. */
  private static final int PAGE = 1_000;

  private final SqlConnection connection;
  private final int station;
  private final Map<Integer, String> epochs = new HashMap<>();
  private final Map<Short, String> points = new HashMap<>();

  private ReportPages(SqlConnection connection, int station) {
    this.connection = connection;
    this.station = station;
  }

  /**
   * What to read.
   *
   * @param from event time of the earliest reading, milliseconds
   * @param to event time of the first reading not wanted any more
   * @param codes points of which one must be in a row that is read; null for all rows
   * @param events whether messages with events are read, whatever their points
   */
  @SuppressWarnings("ArrayRecordComponent") // a parameter; never compared
  record Stretch(long from, long to, Short @Nullable [] codes, boolean events) {
    private static final long CENTURY = Duration.ofDays(36_525).toMillis();

    /** Everything from that time on. */
    static Stretch since(long from) {
      return new Stretch(from, from + CENTURY, null, true);
    }
  }

  private static final String EPOCHS = "select code, name from epoch where station = $1";
  private static final String POINTS = "select code, name from point where station = $1";

  /** The pages of a station, read on that connection, which nobody else uses meanwhile. */
  static Future<ReportPages> of(SqlConnection connection, int station) {
    ReportPages pages = new ReportPages(connection, station);
    return connection
        .preparedQuery(EPOCHS)
        .execute(Tuple.of(station))
        .compose(
            rows -> {
              rows.forEach(row -> pages.epochs.put(row.getInteger(0), row.getString(1)));
              return connection.preparedQuery(POINTS).execute(Tuple.of(station));
            })
        .map(
            rows -> {
              rows.forEach(row -> pages.points.put(row.getShort(0), row.getString(1)));
              return pages;
            });
  }

  /** The station's points by their codes. */
  Map<Short, String> points() {
    return points;
  }

  private static final String ROWS =
      """
      select r.lane, r.epoch, r.seq, r.received, r.flags, r.at, r.points, r."values", v.events
      from report r
      left join (
        select lane, epoch, seq, jsonb_agg(jsonb_build_object('id', id, 'type', type,
          'at', round(extract(epoch from at) * 1000), 'subject', subject, 'rule', rule,
          'data', data) order by at, id) as events
        from station_event
        where $5::boolean and station = $1 and received >= $2::timestamptz - interval '1 hour'
        group by lane, epoch, seq
      ) v on v.lane = r.lane and v.epoch = r.epoch and v.seq = r.seq and (r.flags & 32) = 0
      where r.station = $1 and r.at >= $2 and r.at < $3
        and ($4::smallint[] is null or r.points && $4 or v.events is not null)
      order by r.received, r.lane, r.epoch, r.seq, r.at""";

  /**
   * Reads a stretch.
   *
   * @param each takes the messages one by one; of one whose readings lie only partly in the
   *     stretch, that part
   * @param pause awaited between two pages; may fail to end the reading
   */
  Future<Void> read(Stretch stretch, Consumer<Arrival> each, Supplier<Future<Void>> pause) {
    Tuple asked =
        Tuple.of(station, Times.toSql(stretch.from()), Times.toSql(stretch.to()))
            .addArrayOfShort(stretch.codes())
            .addBoolean(stretch.events());
    Messages messages = new Messages(each);
    return connection
        .begin()
        .compose(
            transaction ->
                connection
                    .prepare(ROWS)
                    .compose(
                        statement -> {
                          Cursor cursor = statement.cursor(asked);
                          return pages(cursor, messages, pause).eventually(cursor::close);
                        })
                    .compose(read -> transaction.commit())
                    .recover(
                        failure ->
                            transaction
                                .rollback()
                                .transform(rolledBack -> Future.failedFuture(failure))));
  }

  private static Future<Void> pages(
      Cursor cursor, Messages messages, Supplier<Future<Void>> pause) {
    Promise<Void> done = Promise.promise();
    next(cursor, messages, pause, done);
    return done.future();
  }

  /** One page after the other, without a chain of futures that grows with their number. */
  private static void next(
      Cursor cursor, Messages messages, Supplier<Future<Void>> pause, Promise<Void> done) {
    cursor
        .read(PAGE)
        .compose(
            rows -> {
              messages.take(rows);
              if (cursor.hasMore()) {
                return pause.get().map(true);
              }
              messages.end();
              return Future.succeededFuture(false);
            })
        .onSuccess(
            more -> {
              if (more) {
                next(cursor, messages, pause, done);
              } else {
                done.complete();
              }
            })
        .onFailure(done::fail);
  }

  private record Identity(int lane, int epoch, long seq, long received) {}

  /** Puts the rows of a message together; they follow each other, perhaps on two pages. */
  private final class Messages {
    private final Consumer<Arrival> each;
    private @Nullable Identity current;
    private List<Reading> readings = new ArrayList<>();
    private JsonArray events = new JsonArray();
    private boolean late;

    Messages(Consumer<Arrival> each) {
      this.each = each;
    }

    void take(RowSet<Row> rows) {
      for (Row row : rows) {
        Identity identity =
            new Identity(
                row.getInteger(0),
                row.getInteger(1),
                row.getLong(2),
                Times.fromSql(row.getOffsetDateTime(3)));
        if (!identity.equals(current)) {
          end();
          current = identity;
        }
        late |= (row.getInteger(4) & Flag.LATE) != 0;
        addReadings(row);
        JsonArray happened = row.getJsonArray(8);
        events = happened == null ? events : happened;
      }
    }

    private void addReadings(Row row) {
      long at = Times.fromSql(row.getOffsetDateTime(5));
      Short[] codes = row.getArrayOfShorts(6);
      Double[] values = row.getArrayOfDoubles(7);
      for (int i = 0; i < codes.length; i++) {
        String name = points.get(codes[i]);
        if (name != null) {
          readings.add(new Reading(name, at, values[i]));
        }
      }
    }

    void end() {
      Identity whole = current;
      if (whole == null) {
        return;
      }
      Lane lane = Lane.ofCode(whole.lane());
      String epoch = epochs.getOrDefault(whole.epoch(), "");
      each.accept(
          new Arrival(
              lane,
              epoch,
              epoch.isEmpty() ? 0 : whole.seq(),
              whole.received(),
              late,
              readings,
              StoredReports.happened(events),
              MessageKey.of(lane, epoch, whole.seq())));
      current = null;
      readings = new ArrayList<>();
      events = new JsonArray();
      late = false;
    }
  }
}
