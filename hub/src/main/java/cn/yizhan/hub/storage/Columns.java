package cn.yizhan.hub.storage;

import cn.yizhan.hub.ingest.Batch;
import cn.yizhan.hub.ingest.Batch.Move;
import cn.yizhan.hub.ingest.Batch.Part;
import cn.yizhan.hub.ingest.Batch.Row;
import cn.yizhan.protocol.message.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A batch as columns: one array per column, the readings of all rows in two flat arrays with the
 * places where each row's begin and end. This is what PostgreSQL takes fastest: one statement of a
 * few binary parameters, whatever the number of rows.
 */
final class Columns {
  private Columns() {}

  /** Parameters of the fence, in the order of {@code LedgerStatements}. */
  static void addMoves(Tuple tuple, List<Part> parts) {
    int count = 0;
    for (Part part : parts) {
      count += part.moves().size();
    }
    Integer[] station = new Integer[count];
    Short[] lane = new Short[count];
    Long[] generation = new Long[count];
    Short[] fromEpoch = new Short[count];
    Long[] fromSeq = new Long[count];
    Short[] toEpoch = new Short[count];
    Long[] toSeq = new Long[count];
    int i = 0;
    for (Part part : parts) {
      for (Move move : part.moves()) {
        station[i] = part.station();
        lane[i] = move.lane().code();
        generation[i] = part.generation();
        fromEpoch[i] = (short) move.from().epoch();
        fromSeq[i] = move.from().seq();
        toEpoch[i] = (short) move.to().epoch();
        toSeq[i] = move.to().seq();
        i++;
      }
    }
    tuple.addArrayOfInteger(station).addArrayOfShort(lane).addArrayOfLong(generation);
    tuple.addArrayOfShort(fromEpoch).addArrayOfLong(fromSeq);
    tuple.addArrayOfShort(toEpoch).addArrayOfLong(toSeq);
  }

  /** Parameters of the report rows. */
  static void addRows(Tuple tuple, List<Part> parts) {
    int count = 0;
    int samples = 0;
    for (Part part : parts) {
      count += part.rows().size();
      for (Row row : part.rows()) {
        samples += row.points().length;
      }
    }
    Integer[] station = new Integer[count];
    Long[] at = new Long[count];
    Short[] lane = new Short[count];
    Short[] epoch = new Short[count];
    Long[] seq = new Long[count];
    Long[] received = new Long[count];
    Short[] flags = new Short[count];
    Integer[] shift = new Integer[count];
    Integer[] first = new Integer[count];
    Integer[] last = new Integer[count];
    Short[] points = new Short[samples];
    Double[] values = new Double[samples];
    int i = 0;
    int next = 0;
    for (Part part : parts) {
      for (Row row : part.rows()) {
        station[i] = part.station();
        at[i] = row.at();
        lane[i] = row.origin().lane().code();
        epoch[i] = (short) row.origin().epoch();
        seq[i] = row.origin().seq();
        received[i] = row.origin().received();
        flags[i] = (short) row.flags();
        shift[i] = row.shift() == 0 ? null : saturated(row.shift());
        first[i] = next + 1;
        for (int k = 0; k < row.points().length; k++) {
          points[next] = row.points()[k];
          values[next] = row.values()[k];
          next++;
        }
        last[i] = next;
        i++;
      }
    }
    tuple.addArrayOfInteger(station).addArrayOfLong(at).addArrayOfShort(lane);
    tuple.addArrayOfShort(epoch).addArrayOfLong(seq).addArrayOfLong(received);
    tuple.addArrayOfShort(flags).addArrayOfInteger(shift);
    tuple.addArrayOfInteger(first).addArrayOfInteger(last);
    tuple.addArrayOfShort(points).addArrayOfDouble(values);
  }

  private static int saturated(long shift) {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, shift));
  }

  private record Of<T>(int station, T item) {}

  private static <T> List<Of<T>> flat(List<Part> parts, Function<Part, List<T>> what) {
    List<Of<T>> all = new ArrayList<>();
    for (Part part : parts) {
      for (T item : what.apply(part)) {
        all.add(new Of<>(part.station(), item));
      }
    }
    return all;
  }

  private static <T> Integer[] stations(List<Of<T>> all) {
    return all.stream().map(Of::station).toArray(Integer[]::new);
  }

  private static <T> Short[] shorts(List<Of<T>> all, Function<T, Integer> column) {
    return all.stream().map(of -> column.apply(of.item()).shortValue()).toArray(Short[]::new);
  }

  private static <T> @Nullable Long[] longs(List<Of<T>> all, Function<T, @Nullable Long> column) {
    return all.stream().map(of -> column.apply(of.item())).toArray(Long[]::new);
  }

  private static <T> @Nullable String[] texts(
      List<Of<T>> all, Function<T, @Nullable String> column) {
    return all.stream().map(of -> column.apply(of.item())).toArray(String[]::new);
  }

  /** Parameters of the gaps. */
  static void addGaps(Tuple tuple, List<Part> parts) {
    List<Of<Batch.Gap>> all = flat(parts, part -> part.extras().gaps());
    tuple.addArrayOfInteger(stations(all));
    tuple.addArrayOfShort(shorts(all, gap -> (int) gap.lane().code()));
    tuple.addArrayOfShort(shorts(all, Batch.Gap::epoch));
    tuple.addArrayOfLong(longs(all, Batch.Gap::from));
    tuple.addArrayOfLong(longs(all, Batch.Gap::to));
    tuple.addArrayOfString(texts(all, Batch.Gap::reason));
    tuple.addArrayOfLong(longs(all, Batch.Gap::recorded));
  }

  /** Parameters of the rejections. */
  static void addRefusals(Tuple tuple, List<Part> parts) {
    List<Of<Batch.Refusal>> all = flat(parts, part -> part.extras().rejections());
    tuple.addArrayOfInteger(stations(all));
    tuple.addArrayOfString(texts(all, Batch.Refusal::kind));
    tuple.addArrayOfString(texts(all, Batch.Refusal::epoch));
    tuple.addArrayOfLong(longs(all, Batch.Refusal::seq));
    tuple.addArrayOfString(texts(all, refusal -> refusal.rejection().reason().name()));
    tuple.addArrayOfString(texts(all, refusal -> refusal.rejection().place()));
    tuple.addArrayOfString(texts(all, refusal -> refusal.rejection().expected()));
    tuple.addArrayOfBuffer(
        all.stream().map(of -> Buffer.buffer(of.item().bytes())).toArray(Buffer[]::new));
    tuple.addArrayOfLong(longs(all, Batch.Refusal::received));
    tuple.addArrayOfUUID(all.stream().map(of -> of.item().key()).toArray(UUID[]::new));
  }

  /** Parameters of the events. */
  static void addEvents(Tuple tuple, List<Part> parts) {
    List<Of<Batch.Event>> all = flat(parts, part -> part.extras().events());
    tuple.addArrayOfInteger(stations(all));
    tuple.addArrayOfString(texts(all, event -> event.event().id()));
    tuple.addArrayOfLong(longs(all, event -> event.event().at()));
    tuple.addArrayOfString(texts(all, event -> event.event().type()));
    tuple.addArrayOfString(texts(all, event -> event.event().subject()));
    tuple.addArrayOfString(texts(all, event -> event.event().rule()));
    tuple.addArrayOfString(texts(all, event -> Json.encode(event.event().data())));
    tuple.addArrayOfShort(shorts(all, event -> (int) event.origin().lane().code()));
    tuple.addArrayOfShort(shorts(all, event -> event.origin().epoch()));
    tuple.addArrayOfLong(longs(all, event -> event.origin().seq()));
    tuple.addArrayOfLong(longs(all, event -> event.origin().received()));
  }

  /** Parameters of the twins. */
  static void addTwins(Tuple tuple, List<Part> parts) {
    List<Of<Batch.SavedTwin>> all =
        flat(
            parts,
            part -> {
              Batch.SavedTwin twin = part.extras().twin();
              return twin == null ? List.of() : List.of(twin);
            });
    tuple.addArrayOfInteger(stations(all));
    tuple.addArrayOfBuffer(
        all.stream().map(of -> Buffer.buffer(of.item().state())).toArray(Buffer[]::new));
    tuple.addArrayOfLong(longs(all, Batch.SavedTwin::received));
  }

  /** Parameters of who speaks for the stations. */
  static void addPresences(Tuple tuple, List<Part> parts) {
    List<Of<Batch.Presence>> all =
        flat(
            parts,
            part -> {
              Batch.Presence presence = part.extras().presence();
              return presence == null ? List.of() : List.of(presence);
            });
    tuple.addArrayOfInteger(stations(all));
    tuple.addArrayOfLong(longs(all, Batch.Presence::since));
    tuple.addArrayOfString(texts(all, Batch.Presence::session));
    tuple.addArrayOfString(texts(all, Batch.Presence::agent));
  }

  /** Parameters of the journals they speak from, in the order of {@link #addPresences}. */
  static void addEpochs(Tuple tuple, List<Part> parts) {
    tuple.addArrayOfString(
        parts.stream()
            .map(part -> part.extras().presence())
            .filter(Objects::nonNull)
            .map(Batch.Presence::epoch)
            .toArray(String[]::new));
  }

  /** Parameters of the answers to orders. */
  static void addReplies(Tuple tuple, List<Part> parts) {
    List<Of<Reply>> all = flat(parts, part -> part.extras().replies());
    tuple.addArrayOfInteger(stations(all));
    tuple.addArrayOfString(texts(all, Reply::id));
    tuple.addArrayOfString(texts(all, reply -> reply.result().name().toLowerCase(Locale.ROOT)));
    tuple.addArrayOfString(texts(all, Reply::detail));
    tuple.addArrayOfLong(longs(all, Reply::at));
  }

  /** Parameters of what stations say of their configuration. */
  static void addConfigs(Tuple tuple, List<Part> parts) {
    List<Of<Batch.ConfigState>> all =
        flat(
            parts,
            part -> {
              Batch.ConfigState config = part.extras().config();
              return config == null ? List.of() : List.of(config);
            });
    tuple.addArrayOfInteger(stations(all));
    tuple.addArrayOfLong(longs(all, Batch.ConfigState::version));
    tuple.addArrayOfBoolean(all.stream().map(of -> of.item().exact()).toArray(Boolean[]::new));
    tuple.addArrayOfLong(longs(all, Batch.ConfigState::refused));
    tuple.addArrayOfString(texts(all, Batch.ConfigState::reason));
    tuple.addArrayOfLong(longs(all, Batch.ConfigState::at));
  }
}
