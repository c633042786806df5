package cn.yizhan.hub.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.notify.SigningSecret;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.FreePorts;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Probes of hubs that share a database, over real sockets. */
@WithDatabase
class ProbeIT {
  private static final Duration SETTLED = Course.SETTLES;

  private final TestDatabase db;
  private final Peppers peppers;
  private TriedPath one;
  private TriedPath two;

  ProbeIT(TestDatabase db, @TempDir Path directory) throws IOException {
    this.db = db;
    this.peppers = Peppers.open(directory.resolve("pepper"));
  }

  @BeforeEach
  void twoHubs() {
    db.clear();
    one = new TriedPath(db, peppers);
    two = new TriedPath(db, peppers);
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
  }

  private long probes() {
    return db.number("select count(*) from probe");
  }

  private List<String> texts(String sql) {
    return db.rows(sql).stream().map(row -> row.getString(0)).toList();
  }

  private @Nullable String failed() {
    return db.rows("select failed from probe order by began desc limit 1").get(0).getString(0);
  }

  private void begin(TriedPath hub) {
    hub.look();
    hub.look(SETTLED);
    assertEquals(1, probes());
  }

  @Test
  void ofTwoHubsOneSendsAProbeAnHourAndBothShowHowItWent() {
    one.look();
    two.look();
    one.look(SETTLED);
    two.look(SETTLED);
    assertEquals(1, probes());
    one.deliver();
    two.deliver();
    one.untilOver();
    two.look();
    for (TriedPath hub : List.of(one, two)) {
      double finished =
          (double) db.number("select (extract(epoch from finished) * 1000)::bigint from probe");
      assertEquals(finished / 1_000, hub.gauge("yizhan.alert.path.last.success.timestamp"), 1);
      assertTrue(hub.gauge("yizhan.alert.path") >= 0);
      assertEquals(0, hub.failures(Stage.VERIFIED));
    }

    one.look(Duration.ofMinutes(59));
    two.look(Duration.ofMinutes(59));
    assertEquals(1, probes());
    one.look(Duration.ofMinutes(61));
    two.look(SETTLED);
    assertEquals(2, probes());
  }

  @Test
  void hubsThatLookAtTheSameMomentBeginOneProbe() {
    one.look();
    two.look();
    Await.result(Future.all(one.looking(SETTLED), two.looking(SETTLED)));
    assertEquals(1, probes());
  }

  @Test
  void aProbeGoesTheWayOfEveryAlertAndStartsNoDeadline() {
    begin(one);
    assertEquals(List.of("alert.raised"), texts("select type from outbox"));
    one.deliver();
    one.untilOver();
    assertEquals(
        List.of("raised", "cleared", "closed"),
        texts("select what from alert_history order by revision"));
    assertEquals(
        List.of("alert.raised", "alert.cleared", "alert.closed"),
        texts("select type from outbox where state = 'delivered' order by ordinal"));
    assertEquals(List.of("closed"), texts("select work from alert"));
    assertEquals(0, db.number("select count(*) from deadline"));
    assertEquals(0, db.number("select count(*) from alert_counter"));
    assertEquals(0, one.meters.counter("yizhan.deliveries", "outcome", "delivered").count());
  }

  @Test
  void whatEverybodyHasSilencedSilencesNoProbe() {
    db.rows(
        "insert into silence (id, reason, owner, starts, ends, created_by)"
            + " values ($1, 'all', 'o', now() - interval '1 hour', now() + interval '1 hour', 'o')",
        UUID.randomUUID());
    begin(one);
    one.deliver();
    one.untilOver();
    assertEquals(null, failed());
  }

  @Test
  void whereNothingListensTheProbeWasNotSent() {
    int closed = FreePorts.one();
    begin(one);
    one.deliver(() -> "http://127.0.0.1:" + closed + "/probe");
    Await.until("a try", () -> db.number("select count(*) from delivery_attempt") > 0);
    one.look(Duration.ofSeconds(119));
    assertEquals(null, failed());
    one.look(Course.WITHIN);
    assertEquals("sent", failed());
    assertEquals(1, one.failures(Stage.SENT));
    assertEquals(0, one.gauge("yizhan.alert.path.last.success.timestamp"));
    two.look(Course.WITHIN);
    assertEquals(0, two.failures(Stage.SENT));
    assertEquals(List.of("closed"), texts("select work from alert"));
    assertEquals(0, db.number("select count(*) from outbox where state = 'due'"));
  }

  @Test
  void aReceiverThatRefusesHasNotVerified() {
    HttpServer refusing =
        Await.result(
            db.vertx()
                .createHttpServer()
                .requestHandler(request -> request.response().setStatusCode(503).end())
                .listen(0, "127.0.0.1"));
    begin(one);
    one.deliver(() -> "http://127.0.0.1:" + refusing.actualPort() + "/probe");
    Await.until("a try", () -> db.number("select count(*) from delivery_attempt") > 0);
    one.look(Course.WITHIN);
    assertEquals("verified", failed());
    assertEquals(1, one.failures(Stage.VERIFIED));
    Await.result(refusing.close());
  }

  @Test
  void aSignatureByAnotherSecretIsNotVerified() {
    ProbeReceipts another =
        new ProbeReceipts() {
          @Override
          public Future<@Nullable SigningSecret> secret() {
            return Future.succeededFuture(SigningSecret.generate(new Random(7)));
          }

          @Override
          public Future<Void> received(UUID alert, String type) {
            return Future.failedFuture("nothing of that signature is to be taken");
          }
        };
    try (TriedPath wrong = new TriedPath(db, peppers, another)) {
      begin(wrong);
      wrong.deliver();
      Await.until("a try", () -> db.number("select count(*) from delivery_attempt") > 0);
      assertEquals(401, db.number("select status from delivery_attempt limit 1"));
      wrong.look(Course.WITHIN);
      assertEquals("verified", failed());
      assertEquals(1, wrong.failures(Stage.VERIFIED));
    }
  }

  @Test
  void whatIsNotInTheOutboxWasNotQueuedAndTheNextProbeMendsWhatItCan() {
    begin(one);
    db.rows("delete from outbox");
    db.rows("update endpoint set enabled = false, refused = now()");
    one.look(Course.WITHIN);
    assertEquals("queued", failed());
    assertEquals(1, one.failures(Stage.QUEUED));

    one.look(Duration.ofMinutes(61));
    assertEquals(2, probes());
    one.deliver();
    one.untilOver();
    assertEquals(null, failed());
  }

  @Test
  void anEndThatIsNotToldIsAFailureToo() {
    begin(one);
    one.deliver();
    Await.until(
        "it is told", () -> db.number("select count(*) from probe where told is not null") == 1);
    one.stopDelivering();
    one.look();
    assertEquals(1, db.number("select count(*) from probe where ended is not null"));
    one.look(Course.WITHIN);
    assertEquals("sent", failed());
    assertEquals(1, one.failures(Stage.SENT));
  }

  @Test
  void whatAHubThatIsGoneHasBegunAnotherOneCarriesOn() {
    begin(one);
    one.close();
    try (TriedPath again = new TriedPath(db, peppers)) {
      again.look();
      again.deliver();
      again.untilOver();
      assertEquals(1, probes());
      assertEquals(null, failed());
      assertTrue(again.gauge("yizhan.alert.path.last.success.timestamp") > 0);
      again.look(SETTLED);
      assertEquals(2, probes());
    }
  }

  @Test
  void afterADayNothingIsLeftButWhenItLastSucceeded() {
    begin(one);
    one.deliver();
    one.untilOver();
    one.stopDelivering();
    for (String times :
        List.of(
            "alert set detected_time = detected_time - interval '25 hours'",
            "probe set began = began - interval '25 hours', finished = finished - interval '25 hours'")) {
      db.rows("update " + times);
    }
    one.look(Duration.ofMinutes(1));
    one.look(Course.WITHIN);
    assertEquals("sent", failed());
    assertEquals(1, db.number("select count(*) from alert"));
    assertEquals(1, db.number("select count(*) from outbox"));
    assertEquals(2, db.number("select count(*) from office_fact"));
    assertEquals(2, probes());
    double success = one.gauge("yizhan.alert.path.last.success.timestamp");
    long ago = System.currentTimeMillis() - Math.round(success * 1_000);
    assertEquals(25, Duration.ofMillis(ago).toHours());
  }
}
