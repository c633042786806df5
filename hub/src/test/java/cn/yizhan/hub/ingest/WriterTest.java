package cn.yizhan.hub.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import cn.yizhan.hub.ingest.StationLedger.Outcome;
import cn.yizhan.hub.rules.OpenCondition;
import cn.yizhan.hub.rules.Profile;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.protocol.Kind;
import cn.yizhan.protocol.StationCode;
import cn.yizhan.protocol.rule.Thresholds;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttEndpoint;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A writer while the database is away, for as long as that may be. */
class WriterTest {
  private static final List<OpenCondition> NO_HISTORY = List.of();
  private static final StationCode CODE = new StationCode("pc-001");
  private static final long NOW = 1_795_392_000_000L;
  // more than two hours of an outage at the longest pause
  private static final int MANY = 5_000;
  private static final Logger LOG = (Logger) LoggerFactory.getLogger("cn.yizhan.hub.ingest");

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final AtomicBoolean away = new AtomicBoolean(true);
  private final AtomicInteger asked = new AtomicInteger();

  @BeforeAll
  static void thousandsOfWarningsSayNothing() {
    LOG.setLevel(Level.ERROR);
  }

  @AfterAll
  static void warnAgain() {
    LOG.setLevel(null);
  }

  @AfterEach
  void close() {
    Await.result(vertx.close());
  }

  /** Fails as long as asked that often, or for as long as the database is away. */
  private <T> Future<T> answer(Supplier<T> value) {
    if (asked.incrementAndGet() > MANY) {
      away.set(false);
    }
    return away.get()
        ? Future.failedFuture(new IOException("away"))
        : Future.succeededFuture(value.get());
  }

  @Test
  void aBatchOfWhichNothingWasKnownForAnHourIsStoredAndTheNextOneToo() {
    Writer writer =
        writer(
            batch ->
                this.<Outcome>answer(() -> new Outcome.Committed(Set.of()))
                    .otherwise(Outcome.Unknown::new),
            new Room(() -> true, () -> Future.succeededFuture()));
    Session session = session();
    offer(writer, session, 1);
    Await.until("the first to be acknowledged", () -> told.contains("publishAcknowledge 1"));
    assertEquals(MANY + 1, asked.get());
    offer(writer, session, 2);
    Await.until("the second to be acknowledged", () -> told.contains("publishAcknowledge 2"));
  }

  @Test
  void daysThatCouldNotBeMadeForAnHourAreMadeInTheEnd() {
    Writer writer =
        writer(
            batch -> Future.succeededFuture(new Outcome.Committed(Set.of())),
            new Room(() -> !away.get(), () -> this.<Void>answer(() -> null)));
    Session session = session();
    Await.result(
        Future.<Void>future(
            done ->
                context.runOnContext(
                    now -> {
                      session.fold().codes().epochs().put("E1", 1);
                      done.complete();
                    })));
    offer(writer, session, 1, "{\"epoch\":\"E1\",\"seq\":1,\"sent\":1795392000,\"pack\":[]}");
    Await.until("it to be acknowledged", () -> told.contains("publishAcknowledge 1"));
    assertEquals(MANY + 1, asked.get());
  }

  @Test
  void aFoldThatCouldNotBeMadeAnewForAnHourIsMadeInTheEnd() {
    List<Outcome> outcomes = new ArrayList<>();
    outcomes.add(new Outcome.Refused("the batch"));
    outcomes.add(new Outcome.Refused("the station's part"));
    outcomes.add(new Outcome.Refused("the message"));
    Writer writer =
        writer(
            batch ->
                Future.succeededFuture(
                    outcomes.isEmpty() ? new Outcome.Committed(Set.of()) : outcomes.remove(0)),
            new Room(() -> true, () -> Future.succeededFuture()));
    offer(writer, session(), 1);
    Await.until("it to be acknowledged", () -> told.contains("publishAcknowledge 1"));
    assertEquals(MANY + 2, asked.get());
  }

  @Test
  void aWriterThatStopsDoesNotWaitForTheDatabase() {
    Promise<Outcome> never = Promise.promise();
    Writer writer =
        writer(batch -> never.future(), new Room(() -> true, () -> Future.succeededFuture()));
    offer(writer, session(), 1);
    Await.result(on(writer::stop));
    assertFalse(told.contains("publishAcknowledge 1"));
    assertEquals(List.of("disconnect"), told);
  }

  private Writer writer(Store store, ReportDays days) {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    IngestMeters meters = new IngestMeters(registry);
    return new Writer(
        new Retries(new HastyVertx(vertx)),
        store,
        new Intake(TimePolicy.STANDARD, new NoCodes(), days),
        new Settlement(
            new Stations(() -> NOW),
            new LatestBoard(new Nowhere(), () -> NOW),
            new PresenceBoard(new Nowhere()),
            meters),
        new Refolding(reopening(), () -> NOW),
        () -> NOW);
  }

  private <T> Future<T> on(Supplier<Future<T>> action) {
    return Future.future(
        done -> context.runOnContext(now -> action.get().onComplete(done::handle)));
  }

  private void offer(Writer writer, Session session, int packet) {
    offer(writer, session, packet, "not JSON");
  }

  private void offer(Writer writer, Session session, int packet, String text) {
    context.runOnContext(
        now -> {
          session.offer(new Inbound(Kind.DATA, packet, text.getBytes(UTF_8), NOW));
          writer.offer(session);
        });
  }

  private Session session() {
    MqttEndpoint endpoint =
        (MqttEndpoint)
            Proxy.newProxyInstance(
                MqttEndpoint.class.getClassLoader(),
                new Class<?>[] {MqttEndpoint.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "protocolVersion" -> 4;
                      case "isConnected" -> true;
                      case "remoteAddress" -> null;
                      default -> {
                        Object packet = arguments[0] instanceof Integer ? arguments[0] : "";
                        told.add((method.getName() + ' ' + packet).strip());
                        yield proxy;
                      }
                    });
    StationFold fold = StationFold.anew(opened());
    return new Session(CODE, new Peer(endpoint), fold, new Budget(1 << 20), NOW);
  }

  /** Where a station can be read again, once the database is back. */
  private StationStore reopening() {
    return (StationStore)
        Proxy.newProxyInstance(
            StationStore.class.getClassLoader(),
            new Class<?>[] {StationStore.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "reopen" -> answer(() -> Optional.of(opened()));
                  case "history" -> Future.succeededFuture(NO_HISTORY);
                  default -> throw new AssertionError(method.getName());
                });
  }

  private static StationStore.Opened opened() {
    return new StationStore.Opened(
        1,
        Map.of(),
        new StationStore.Registration(
            new Profile(1, CODE, List.of(), List.of(), Thresholds.standard()), 1),
        new StationStore.Codes(new HashMap<>(), new HashMap<>()),
        null,
        List.of(),
        0);
  }

  /** A ledger that keeps nothing. */
  private interface Store extends StationLedger {
    @Override
    default Future<Void> close() {
      return Future.succeededFuture();
    }
  }

  private record Room(Supplier<Boolean> there, Supplier<Future<Void>> make) implements ReportDays {
    @Override
    public boolean covers(long at) {
      return there.get();
    }

    @Override
    public Future<Void> ensure(Collection<LocalDate> days) {
      return make.get();
    }

    @Override
    public Future<Void> ensureAnew(Collection<LocalDate> days) {
      return make.get();
    }
  }

  private static final class NoCodes implements StationCodes {
    @Override
    public Future<Map<Integer, Map<String, Short>>> points(List<NewPoint> points) {
      return Future.failedFuture("no codes");
    }

    @Override
    public Future<Map<Integer, Map<String, Integer>>> epochs(List<NewEpoch> epochs) {
      return Future.failedFuture("no codes");
    }
  }

  private static final class Nowhere implements Checkpoints {
    @Override
    public Future<Void> completeLatest() {
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> saveLatest(List<Latest> stations) {
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> savePresence(List<Connected> stations) {
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> nobodyConnected(long since) {
      return Future.succeededFuture();
    }
  }
}
