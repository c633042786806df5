package cn.yizhan.hub.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.hub.rules.StationFact;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.hub.storage.AlertWriter;
import cn.yizhan.hub.storage.PgAlertFacts;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TwoHubs;
import cn.yizhan.hub.testing.WebhookInbox;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Severity;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hundreds of alerts that nobody or somebody takes on in time, two hubs on one database that are
 * killed again and again while they escalate.
 */
class KilledEscalationIT {
  private static final int ROUNDS = 4;
  private static final int STATIONS = 6;
  private static final int BAYS = 10;
  private static final int BOTH = 2;
  private static final long SEED = 20_261_127;
  private static final Duration LIMIT = Duration.ofMinutes(4);

  /** From the deadline on which the alerts of this test have half a minute. */
  private static final List<String> STEPS =
      List.of("-PT20S", "-PT10S", "0", "PT10S", "PT20S", "PT30S");

  private static final List<String> ROLES =
      List.of(
          "grid-worker", "grid-leader", "community", "duty-officer", "leader-on-duty", "district");

  @TempDir private Path folder;
  private final Random random = new Random(SEED);
  private final Vertx vertx = Vertx.vertx();
  private final Set<UUID> takenOn = new TreeSet<>();
  private TwoHubs hubs;
  private TestDatabase database;
  private WebhookInbox inbox;
  private PgAlertFacts facts;
  private final List<Integer> stations = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    inbox = new WebhookInbox(vertx);
    hubs = TwoHubs.start(folder, vertx);
    database = hubs.database();
    Style style = new Style("PC", ZoneId.of("Asia/Shanghai"), null);
    facts = new PgAlertFacts(AlertWriter.standard(style), System::currentTimeMillis, step -> {});
    JsonObject office = new JsonObject().put("code", "sbs").put("name", "水泊寺街道");
    assertEquals(201, hubs.api(0).post("/offices", office).status());
    JsonObject webhook = new JsonObject().put("kind", "webhook").put("url", inbox.url());
    assertEquals(201, hubs.api(1).post("/offices/sbs/endpoints", webhook).status());
    putPolicy();
    for (int i = 0; i < STATIONS; i++) {
      stations.add(
          (int)
              database.number(
                  "insert into station (code, name, office, kind)"
                      + " select $1, '东关小哥驿站', id, 'full' from office returning id",
                  "pc-" + i));
    }
  }

  @AfterEach
  void close() throws IOException {
    if (hubs != null) {
      hubs.close();
    }
    Await.result(vertx.close());
  }

  private void putPolicy() {
    JsonArray steps = new JsonArray();
    for (int i = 0; i < STEPS.size(); i++) {
      steps.add(new JsonObject().put("after", STEPS.get(i)).put("to", ROLES.get(i)));
    }
    JsonObject line =
        new JsonObject().put("kinds", new JsonArray().add("acknowledge")).put("steps", steps);
    JsonObject policy =
        new JsonObject()
            .put("workingHours", new JsonObject().put("from", "08:30").put("until", "17:30"))
            .put("lines", new JsonArray().add(line))
            .put("reason", "a test");
    assertEquals(
        200,
        hubs.api(0)
            .send(
                "PUT",
                "/offices/sbs/deadline-policy",
                Map.of("Content-Type", "application/json", "If-Match", "\"0\""),
                BodyPublishers.ofString(policy.encode()))
            .status());
  }

  /** One bay of each of some places overheats: half a minute is left of their five. */
  private void raise(int round) {
    List<StationFact> raised = new ArrayList<>();
    long now = System.currentTimeMillis();
    for (int station : stations) {
      for (int bay = 1; bay <= BAYS; bay++) {
        String subject = "bay/" + (round * BAYS + bay);
        raised.add(
            new StationFact(
                station,
                new Fact(
                    "S02/" + subject,
                    new Matter("S02", 1, subject),
                    Change.RAISED,
                    Severity.CRITICAL,
                    now,
                    Telling.LIVE,
                    null,
                    null)));
      }
    }
    Await.result(
        database
            .pool()
            .withTransaction(
                tx ->
                    facts
                        .apply(tx, raised)
                        .compose(
                            done ->
                                tx.query(
                                        "update deadline set due = due - interval '270 seconds',"
                                            + " start = start - interval '270 seconds'"
                                            + " where start = now()")
                                    .execute())));
  }

  private void takeOnSome(int hub) {
    List<UUID> open = new ArrayList<>();
    database
        .rows("select id from alert where rule = 'S02' and work = 'new' order by number")
        .forEach(row -> open.add(row.getUUID(0)));
    for (int i = 0; i < STATIONS && !open.isEmpty(); i++) {
      UUID one = open.remove(random.nextInt(open.size()));
      assertEquals(200, hubs.api(hub).post("/alerts/" + one + "/acknowledge").status());
      takenOn.add(one);
    }
  }

  private long escalations() {
    return database.number("select count(*) from alert_history where what = 'escalated'");
  }

  private void awaitEscalations(long more) {
    long enough = escalations() + more;
    Await.until("escalations", LIMIT, () -> escalations() >= enough);
  }

  @Test
  void eachStepHappensOnceWhicheverHubDiesAndNoneAfterTheAcknowledgement() throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      raise(round);
      takeOnSome(random.nextInt(2));
      // in the middle of the next burst
      awaitEscalations(5 + random.nextInt(stations.size() * BAYS));
      int victim = random.nextInt(2);
      hubs.kill(victim);
      takeOnSome(1 - victim);
      if (round == BOTH) {
        hubs.kill(1 - victim);
        hubs.restart(1 - victim);
      }
      hubs.restart(victim);
      takeOnSome(victim);
    }
    Await.until(
        "all deadlines to have run out",
        LIMIT,
        () ->
            database.number(
                    "select count(*) from deadline where stopped is null and kind = 'acknowledge'"
                        + " and (next_at is not null or record = 'due')")
                == 0);
    assertEquals(ROUNDS * STATIONS * BAYS, alerts().size());
    Await.until("the misses that were made good to end", LIMIT, () -> endedMisses() == 0);

    EscalationRecord written = new EscalationRecord(database, ROLES);
    for (Row alert : alerts()) {
      written.eachStepOnce(alert.getUUID("id"), takenOn.contains(alert.getUUID("id")));
    }
    written.eachMissOnce(ROUNDS * STATIONS * BAYS - takenOn.size());
    written.eachNotificationOnce(inbox.ids());
  }

  private List<Row> alerts() {
    return database.rows("select id from alert where rule = 'S02'");
  }

  private long endedMisses() {
    return database.number(
        "select count(*) from deadline where record is not null and stopped is not null");
  }
}
