package cn.yizhan.hub.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.OfficeFact;
import cn.yizhan.hub.rules.StationFact;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.protocol.rule.Thresholds;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A hub, or its database, that was away is nobody's fault but ours: random outages, fixed seeds.
 */
@ExtendWith(VertxExtension.class)
class OwnOutageTest {
  private static final int STATIONS = 188;
  private static final long START = 1_795_392_000_000L;
  private static final long MINUTE = 60_000;

  private final AtomicLong clock = new AtomicLong(START);
  private final long[] offlineSince = new long[STATIONS];
  private final long[] onlineSince = new long[STATIONS];
  private final List<StationFact> told = new ArrayList<>();

  /** Stations whose sessions are as the tables would say; facts are only noted. */
  private final class Presences implements Review<Absence> {
    @Override
    public Future<Integer> review(Function<List<Absence>, List<StationFact>> judge) {
      List<Absence> absences = new ArrayList<>();
      for (int station = 0; station < STATIONS; station++) {
        boolean online = clock.get() >= onlineSince[station];
        absences.add(
            new Absence(
                station,
                true,
                online,
                online ? onlineSince[station] : offlineSince[station],
                Absence.Charge.NONE,
                null,
                Thresholds.standard()));
      }
      List<StationFact> facts = judge.apply(absences);
      told.addAll(facts);
      return Future.succeededFuture(facts.size());
    }
  }

  private StationWatch watch(Vertx vertx) {
    return new StationWatch(
        vertx, this::together, new Presences(), judge -> Future.succeededFuture(0), clock::get);
  }

  /** All stations are of one office. */
  private Future<Integer> together(Function<List<Outage>, List<OfficeFact>> judge) {
    List<Long> away = new ArrayList<>();
    for (int station = 0; station < STATIONS; station++) {
      if (onlineSince[station] > clock.get()) {
        away.add(offlineSince[station]);
      }
    }
    List<OfficeFact> facts = judge.apply(List.of(new Outage(1, STATIONS, away, null)));
    facts.forEach(fact -> told.add(new StationFact(-1, fact.fact())));
    return Future.succeededFuture(facts.size());
  }

  private void reviewUntil(StationWatch watch, long end) {
    while (clock.get() < end) {
      clock.addAndGet(Math.min(StationWatch.EVERY, end - clock.get()));
      Await.result(watch.review());
    }
  }

  /**
   * All stations are cut off by an outage of ours and come back in the nine minutes after it, but
   * one, which is missed ten minutes after the outage and no sooner. The hub stays up without its
   * database, or is started anew.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anOutageOfOurOwnAlarmsNobodyAboutStations(long seed, Vertx vertx) {
    Random random = new Random(seed);
    Arrays.fill(onlineSince, START - 1_000 * MINUTE);
    StationWatch watch = watch(vertx);
    reviewUntil(watch, START + (1 + random.nextInt(20)) * MINUTE);
    long down = clock.get();
    long up = down + StationWatch.OUTAGE + 1 + random.nextInt(180 * 60) * 1_000L;
    for (int station = 0; station < STATIONS; station++) {
      offlineSince[station] = down + random.nextInt(180_000);
      onlineSince[station] = up + random.nextInt(540_000);
    }
    int silent = random.nextInt(STATIONS);
    offlineSince[silent] = down;
    onlineSince[silent] = Long.MAX_VALUE;
    clock.set(up);
    StationWatch after = random.nextBoolean() ? watch : watch(vertx);
    Await.result(after.review());
    reviewUntil(after, up + 10 * MINUTE - 1);
    assertEquals(List.of(), told, () -> "seed " + seed);
    reviewUntil(after, up + 10 * MINUTE);
    assertEquals(List.of(silent), told.stream().map(StationFact::station).toList());
    Fact fact = told.get(0).fact();
    assertEquals(up + 10 * MINUTE, fact.at(), () -> "seed " + seed);
  }
}
