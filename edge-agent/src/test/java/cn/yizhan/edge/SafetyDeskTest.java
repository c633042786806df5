package cn.yizhan.edge;

import static cn.yizhan.edge.testing.Awaiting.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.journal.AsyncJournal;
import cn.yizhan.edge.journal.JournalLimits;
import cn.yizhan.edge.journal.JournalThreads;
import cn.yizhan.edge.mapping.Dialects;
import cn.yizhan.edge.mapping.Heard;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.testing.TestStation;
import cn.yizhan.edge.uplink.Stamp;
import cn.yizhan.edge.wiring.Wiring;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.Command;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.Reply;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is durable of latches when the agent is killed, or its disk fails, at any moment. */
final class SafetyDeskTest {
  private static final long T0 = 1_795_392_000_000L;

  @TempDir Path dir;
  private final Vertx vertx = Vertx.vertx();
  private final JournalThreads threads = new JournalThreads(1);
  private final Context context = vertx.getOrCreateContext();

  @SuppressWarnings("NullAway.Init")
  private AsyncJournal journal;

  @SuppressWarnings("NullAway.Init")
  private AgentFiles files;

  @SuppressWarnings("NullAway.Init")
  private SafetyDesk desk;

  @SuppressWarnings("NullAway.Init")
  private Orders orders;

  @BeforeEach
  void start() throws Exception {
    journal = AsyncJournal.open(threads, dir, JournalLimits.DEFAULT, () -> T0, Stamp::loss).get();
    files = get(AgentFiles.open(journal, context, dir));
    Station station = new Station(TestStation.enrolment(1), Wiring.NONE);
    Map<String, Map<String, Double>> quick =
        Map.of("S02", Map.of("criticalHold", 0.0, "clearHold", 0.0));
    Config config = new Config(1, T0, Map.of(), quick, TestStation.enrolment(1).bays());
    station.revise(config);
    StationClock clock = new StationClock(() -> T0);
    Switchboard nobody = new Switchboard(Wiring.NONE, new Dialects(Map.of()));
    desk =
        new SafetyDesk(
            new Reporter(journal, context, station, clock), files, station, clock, nobody);
    orders = new Orders(files, desk, () -> T0);
    on(
        () -> {
          desk.restore();
          return Future.succeededFuture();
        });
  }

  @AfterEach
  void stop() throws Exception {
    get(files.close());
    // Some tests have closed it already.
    journal.close().exceptionally(closed -> null).get();
    get(vertx.close());
    threads.close();
  }

  /** Does something on the agent's event loop. */
  private <T> Future<T> on(Supplier<Future<T>> work) {
    return Future.future(promise -> context.runOnContext(v -> work.get().onComplete(promise)));
  }

  /** A reading of now, and everything that follows from it is durable or has failed. */
  private void hear(String point, double value, long since) throws Exception {
    Moment now = new Moment(T0 + since, T0 + since);
    get(
        on(
            () -> {
              desk.hear("plug", Heard.of(new Reading(point, now.wall(), value), null, now));
              return Future.succeededFuture();
            }));
    settle();
  }

  /** Waits for what is under way: an event, and the latches kept after it. */
  private void settle() throws Exception {
    for (int i = 0; i < 4; i++) {
      get(files.keepRejected(""));
    }
  }

  private void cut() throws Exception {
    hear("bay/3/relay", 1, 0);
    hear("bay/3/temperature", 70, 1);
  }

  private void confirmAndCool() throws Exception {
    hear("bay/3/relay", 0, 2);
    hear("bay/3/temperature", 20, 3);
    hear("bay/3/temperature", 20, 4);
  }

  private String kept() {
    byte[] state = files.value(AgentFiles.Kept.LATCHES);
    return state == null ? "" : new String(state, StandardCharsets.ISO_8859_1);
  }

  private long events() throws Exception {
    return journal.read(Lane.EVENT, 1, 100).get().size();
  }

  @Test
  void aCutIsKeptAtOnceAndCountsAsToldWhenItsEventIsDurable() throws Exception {
    cut();
    assertTrue(kept().contains("NOTHING"), kept());
    hear("bay/3/relay", 0, 2);
    assertEquals(1, events());
    assertTrue(kept().contains("CONFIRMED"), kept());
  }

  @Test
  void aCutWhoseEventIsNotDurableDoesNotCountAsTold() throws Exception {
    cut();
    journal.close().get();
    hear("bay/3/relay", 0, 2);
    assertTrue(kept().contains("NOTHING"), kept());
  }

  @Test
  void aLatchGoesWhenItsResetIsDurable() throws Exception {
    cut();
    confirmAndCool();
    assertTrue(get(on(() -> desk.reset("bay/3", "li"))).done());
    assertEquals(2, events());
    assertFalse(kept().contains("bay/3"), kept());
  }

  @Test
  void aLatchWhoseResetIsNotDurableStaysInForce() throws Exception {
    cut();
    confirmAndCool();
    journal.close().get();
    assertThrows(Exception.class, () -> get(on(() -> desk.reset("bay/3", "li"))));
    settle();
    assertTrue(kept().contains("bay/3"), kept());
    assertEquals(1, desk.latched().size());
  }

  @Test
  void anOrderThatFailedIsTriedAnewWhenItIsRepeated() throws Exception {
    cut();
    confirmAndCool();
    journal.close().get();
    Command order = new Command("c1", "reset-latch", "bay/3", Map.of(), T0 + 60_000, "li");
    Future<Reply> first = on(() -> orders.execute(order));
    assertThrows(Exception.class, () -> get(first));
    get(files.close());
    Future<Reply> second = on(() -> orders.execute(order));
    Exception why = assertThrows(Exception.class, () -> get(second));
    assertNotSame(first.cause(), second.cause(), why::toString);
  }

  @Test
  void latchesOfWhichNothingCanBeReadMakeEverythingLatched() throws Exception {
    cut();
    get(files.close());
    journal.close().get();
    byte[] bytes = Files.readAllBytes(dir.resolve("latches"));
    java.util.Arrays.fill(bytes, (byte) 7);
    Files.write(dir.resolve("latches"), bytes);
    start();
    settle();
    assertEquals("station", desk.latched().get(0).subject());
    assertTrue(kept().contains("station"), kept());
    assertTrue(get(on(() -> desk.reset("station", "li"))).done());
    assertEquals(0, desk.latched().size());
  }

  @Test
  void latchesThatWereNeverKeptMakeNothingLatched() {
    assertEquals(0, desk.latched().size());
  }
}
