package cn.yizhan.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestStations.Registered;
import cn.yizhan.hub.testing.WireClient;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two stations report the same over one hub and its database, one without and one with mishaps:
 * what is found, and what becomes of it, is the same. Random stories, fixed seeds, a clock of the
 * test's own.
 */
@WithDatabase
class SameStoryIT {
  private static final long STEP = 4_000;
  private static final long LULL = 100_000;

  private final AtomicLong clock = new AtomicLong();
  private final LongSupplier now = clock::get;
  private TestDatabase database;
  private IngestFixture hub;

  private enum Way {
    DATA("data"),
    EVENT("event");

    private final String kind;

    Way(String kind) {
      this.kind = kind;
    }
  }

  /** A message, written anew each time it is sent. */
  private record Told(Way way, long seq, long at, String point, String value) {
    String sent(long when) {
      return String.format(
          Locale.ROOT,
          "{\"epoch\":\"E1\",\"seq\":%d,\"sent\":%.3f,\"pack\":[{\"n\":\"%s\",\"t\":%.3f,%s}]}",
          seq,
          when / 1000.0,
          point,
          at / 1000.0,
          value);
    }
  }

  /** A station that sends a story. */
  private final class Teller {
    private final Registered station;
    private @Nullable WireClient line;
    private int packet;

    Teller(Registered station) {
      this.station = station;
    }

    private WireClient line() {
      WireClient open = line;
      if (open == null) {
        open = hub.connect(station);
        line = open;
      }
      return open;
    }

    int publish(Told told) {
      packet = packet % 60_000 + 1;
      line().publish(station.topic(told.way().kind), told.sent(clock.get()), packet);
      return packet;
    }

    void tell(Told told) {
      line().expectAcknowledged(publish(told));
    }

    void born(Told next, Map<Way, Long> lanes) {
      String birth =
          String.format(
              Locale.ROOT,
              "{\"session\":\"s%d\",\"agent\":\"test 1\",\"sent\":%.3f,\"lanes\":{\"data\":"
                  + "{\"epoch\":\"E1\",\"next\":%d},\"event\":{\"epoch\":\"E1\",\"next\":%d}},"
                  + "\"devices\":[],\"points\":[],\"configVersion\":0,"
                  + "\"journal\":{\"bytes\":0,\"capacity\":1000}}",
              next.at(),
              clock.get() / 1000.0,
              lanes.getOrDefault(Way.DATA, 1L),
              lanes.getOrDefault(Way.EVENT, 1L));
      packet = packet % 60_000 + 1;
      line().publish(station.topic("birth"), birth, packet);
      line().expectAcknowledged(packet);
      line().next(); // its configuration
    }

    void hangUp() {
      WireClient open = line;
      line = null;
      if (open != null) {
        open.close();
      }
    }
  }

  @BeforeEach
  void start(TestDatabase given) {
    database = given;
    database.clear();
    clock.set((System.currentTimeMillis() / 1000 - 3 * 3_600) * 1000);
    hub = IngestFixture.start(database, now);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void anotherHub(Teller... tellers) {
    for (Teller teller : tellers) {
      teller.hangUp();
    }
    IngestFixture before = hub;
    before.close();
    hub = IngestFixture.startAgain(before, now);
  }

  /** Dangers that last, with lulls shorter or longer than what clears them, then quiet. */
  private static List<Told> story(Random random, long begin) {
    List<Told> story = new ArrayList<>();
    Map<Way, Long> next = new EnumMap<>(Way.class);
    long at = begin;
    for (int i = 0; i < 10; i++) {
      int which = random.nextInt(3);
      boolean end = random.nextInt(3) > 0;
      for (int n = 3 + random.nextInt(9); n > 0; n--) {
        at += STEP;
        story.add(reading(next, at, which, true));
      }
      for (int n = end ? 7 : 1 + random.nextInt(3); n > 0; n--) {
        at += end ? LULL : STEP;
        story.add(reading(next, at, which, false));
      }
    }
    for (int n = 0; n < 7; n++) {
      at += LULL;
      for (int which = 0; which < 3; which++) {
        story.add(reading(next, at, which, false));
      }
    }
    return story;
  }

  private static Told reading(Map<Way, Long> next, long at, int which, boolean danger) {
    Way way = which == 0 ? Way.EVENT : Way.DATA;
    long seq = next.merge(way, 1L, Long::sum);
    return switch (which) {
      case 0 -> new Told(way, seq, at, "room/smoke", "\"vb\":" + danger);
      case 1 ->
          new Told(
              way,
              seq,
              at,
              "bay/1/temperature",
              "\"u\":\"Cel\",\"v\":" + (danger ? "70.0" : "30.0"));
      default ->
          new Told(way, seq, at, "bay/1/power", "\"u\":\"W\",\"v\":" + (danger ? "1500.0" : "0.0"));
    };
  }

  private Set<String> facts(Teller teller) {
    return lines("select key from alert_fact where station = $1", teller);
  }

  private Set<String> alerts(Teller teller) {
    return lines(
        "select concat_ws(' ', rule, subject, severity, condition, work, delayed, retrospective,"
            + " event_time, cleared_time, revision) from alert where station = $1",
        teller);
  }

  private Set<String> lines(String sql, Teller teller) {
    Set<String> lines = new TreeSet<>();
    for (Row row : database.rows(sql, teller.station.id())) {
      lines.add(row.getString(0));
    }
    return lines;
  }

  /**
   * Messages come twice, the line is lost, the hub is lost in the middle of what it was sent, its
   * twin too: all that is not acknowledged comes again.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void mishapsOnTheWayLeaveTheSameAlerts(long seed) {
    Random random = new Random(seed);
    Teller calm = new Teller(hub.stations().add("pc-001"));
    Teller unlucky = new Teller(hub.stations().add("pc-002"));
    for (Told told : story(random, clock.get())) {
      clock.set(told.at());
      calm.tell(told);
      switch (random.nextInt(14)) {
        case 0 -> {
          unlucky.tell(told);
          unlucky.tell(told);
        }
        case 1 -> {
          unlucky.publish(told);
          unlucky.hangUp();
          unlucky.tell(told);
        }
        case 2 -> {
          unlucky.publish(told);
          anotherHub(calm, unlucky);
          unlucky.tell(told);
        }
        case 3 -> {
          anotherHub(calm, unlucky);
          database.rows("delete from twin where station = $1", unlucky.station.id());
          unlucky.tell(told);
        }
        default -> unlucky.tell(told);
      }
    }
    assertTrue(facts(calm).size() >= 6, () -> "a dull story of seed " + seed);
    assertEquals(facts(calm), facts(unlucky), () -> "seed " + seed);
    assertEquals(alerts(calm), alerts(unlucky), () -> "seed " + seed);
    calm.hangUp();
    unlucky.hangUp();
  }

  /** The line is cut now and then, and what was kept meanwhile comes when it is back. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void aLineThatIsCutAtAnyPointLeavesTheSameEpisodes(long seed) {
    Random random = new Random(seed);
    Teller calm = new Teller(hub.stations().add("pc-001"));
    Teller cut = new Teller(hub.stations().add("pc-002"));
    List<Told> kept = new ArrayList<>();
    Map<Way, Long> next = new EnumMap<>(Way.class);
    int dark = 0;
    List<Told> story = story(random, clock.get());
    for (Told told : story) {
      clock.set(told.at());
      calm.tell(told);
      next.put(told.way(), told.seq() + 1);
      kept.add(told);
      if (dark > 0) {
        dark--;
      } else if (random.nextInt(12) == 0) {
        dark = random.nextInt(40);
        cut.hangUp();
        if (random.nextInt(3) == 0) {
          anotherHub(calm, cut);
        }
      }
      if (dark == 0 || told.equals(story.get(story.size() - 1))) {
        if (kept.size() > 1) {
          cut.born(told, next);
        }
        // the priority lane overtakes
        kept.sort((a, b) -> b.way().compareTo(a.way()));
        kept.forEach(cut::tell);
        kept.clear();
      }
    }
    assertTrue(facts(calm).size() >= 6, () -> "a dull story of seed " + seed);
    assertEquals(facts(calm), facts(cut), () -> "seed " + seed);
    assertEquals(
        0,
        database.number("select count(*) from alert where condition = 'active'"),
        () -> "seed " + seed);
    calm.hangUp();
    cut.hangUp();
  }
}
