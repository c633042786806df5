package cn.yizhan.hub.storage;

import static cn.yizhan.hub.storage.DigestFixture.fact;
import static cn.yizhan.hub.storage.DigestFixture.low;
import static cn.yizhan.hub.storage.DigestFixture.members;
import static cn.yizhan.hub.storage.DigestFixture.refilled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.alerts.Notice;
import cn.yizhan.hub.alerts.Step;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Severity;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of an alert while it is collected, and after it was told in a digest. */
@WithDatabase
class DigestCourseIT {
  private static final String SILENCE =
      "insert into silence (id, reason, owner, starts, ends, created_by)"
          + " values (gen_random_uuid(), 'x', 'x', now() - interval '1 minute',"
          + " now() + interval '1 day', 'x')";

  private final TestDatabase db;
  private final TestModeFixture testing;
  private final AlertFixture given;
  private final DigestFixture on;

  DigestCourseIT(TestDatabase db) {
    this.db = db;
    this.testing = new TestModeFixture(db);
    this.given = testing.given;
    testing.aStationOfAnOfficeWithAnEndpointForTestsAndOneForTheRest();
    this.on = new DigestFixture(db, given);
  }

  private int collected() {
    return (int) db.number("select count(*) from digest_item where collected < 'infinity'");
  }

  @Test
  void whatCameAndWentBeforeItsDigestIsOneLine() {
    given.apply(low("water"), low("umbrella"), refilled("water"));
    on.tellAfterAQuarterOfAnHour();
    assertEquals(List.of("alert.digest"), given.queued());
    assertEquals(List.of("alert.raised", "alert.cleared"), members(on.body(0), "type"));
    assertEquals(List.of("active", "cleared"), members(on.body(0), "condition"));
    assertEquals(0, on.tellAfterAQuarterOfAnHour());
  }

  @Test
  void whatGetsWorseAfterItsDigestIsToldAtOnceAndSoIsItsEnd() {
    given.apply(fact("S10", "station", Change.RAISED, Severity.MINOR, 0), low("water"));
    on.tellAfterAQuarterOfAnHour();
    given.apply(fact("S10", "station", Change.WORSENED, Severity.MAJOR, 1));
    given.apply(fact("S10", "station", Change.CLEARED, Severity.MAJOR, 2));
    assertEquals(List.of("alert.digest", "alert.worsened", "alert.cleared"), given.queued());
    assertEquals(0, on.tellAfterAQuarterOfAnHour());
  }

  @Test
  void whatIsToBeAcknowledgedSoonWaitsAQuarterOfThatTimeAtMost() {
    db.rows("update office set digest_minutes = 240");
    given.apply(low("water"), fact("A01", "station", Change.RAISED, Severity.MINOR, 0));
    on.pass(7);
    assertEquals(0, on.tell());
    on.pass(1);
    assertEquals(1, on.tell());
    // what need not have been told yet comes along
    assertEquals(List.of("A01", "R01"), members(on.body(0), "rule").stream().sorted().toList());
  }

  @Test
  void whatIsToldAtOnceIsNotToldAgain() {
    given.apply(low("water"));
    assertEquals(1, collected());
    assignedToSomebody();
    assertEquals(List.of("alert.assigned"), given.queued());
    assertEquals(0, collected());
    given.apply(refilled("water"));
    on.tellAfterAQuarterOfAnHour();
    assertEquals(List.of("alert.assigned", "alert.cleared"), given.queued());
  }

  private void assignedToSomebody() {
    Await.result(
        db.pool()
            .withTransaction(
                tx ->
                    tx.query("select * from alert for update")
                        .execute()
                        .compose(rows -> assign(tx, rows.iterator().next()))));
  }

  private Future<Void> assign(SqlConnection tx, Row row) {
    Step step = new Step(AlertRows.alert(row).next(), "assigned", Notice.ASSIGNED);
    return AlertPlaces.of(tx, row)
        .compose(
            place ->
                given.writer.change(
                    tx, new AlertChange(step, place, "hub", new JsonObject(), given.clock.get())));
  }

  @Test
  void theEndOfWhatComesAndGoesIsToldOnceWhenADigestSaidThatItHolds() {
    for (long i = 0; i < 5; i++) {
      given.apply(low("water", 10 * i), refilled("water", 10 * i + 5));
    }
    given.apply(low("water", 60));
    assertTrue(given.alert().getBoolean("flapping"));
    on.tellAfterAQuarterOfAnHour();
    assertEquals(List.of("alert.raised"), given.queued());
    JsonObject told = on.body(0).getJsonObject("data");
    assertEquals("active", told.getString("condition"));

    given.apply(refilled("water", 65), low("water", 70));
    assertEquals(0, on.tellAfterAQuarterOfAnHour());
    given.apply(refilled("water", 75));
    on.tellAfterAQuarterOfAnHour();
    assertEquals(List.of("alert.raised", "alert.cleared"), given.queued());
    given.apply(low("water", 80), refilled("water", 85));
    assertEquals(0, on.tellAfterAQuarterOfAnHour());
    assertEquals(0, db.number("select count(*) from digest_item"));
  }

  @Test
  void theEndOfWhatWasToldIsToldAlthoughItComesAgainUnderASilence() {
    given.apply(low("water"));
    on.tellAfterAQuarterOfAnHour();
    given.apply(refilled("water"));
    db.rows(SILENCE);
    given.apply(low("water", 10));
    assertEquals(0, on.tellAfterAQuarterOfAnHour());
    given.apply(refilled("water", 15));
    on.tellAfterAQuarterOfAnHour();
    assertEquals(List.of("alert.raised", "alert.cleared"), given.queued());
    given.apply(low("water", 20), refilled("water", 25));
    assertEquals(0, on.tellAfterAQuarterOfAnHour());
  }

  @Test
  void whatCameAndWentAndIsSilencedByThenIsLeftOut() {
    given.apply(low("water"), refilled("water"));
    db.rows(SILENCE);
    assertEquals(0, on.tellAfterAQuarterOfAnHour());
    assertEquals(0, db.number("select count(*) from digest_item"));
    assertEquals(List.of("raised", "cleared", "held-back"), given.history());
  }

  @Test
  void anEndpointIsToldOfNothingLessThanItWants() {
    on.endpoint("webhook", "minor");
    on.endpoint("webhook", "major");
    given.apply(low("water"), fact("V01", "station", Change.RAISED, Severity.INFO, 0));
    on.tellAfterAQuarterOfAnHour();
    assertEquals(List.of("webhook info alert.digest", "webhook minor alert.raised"), on.toWhom());
  }

  @Test
  void theHistorySaysThatNobodyIsToldOfIt() {
    db.rows("update endpoint set min_severity = 'minor'");
    given.apply(fact("V01", "station", Change.RAISED, Severity.INFO, 0), low("water"));
    on.tellAfterAQuarterOfAnHour();
    assertEquals(List.of("alert.raised"), given.queued());
    assertEquals(
        List.of("V01"),
        db
            .rows(
                "select a.rule from alert_history h join alert a on a.id = h.alert"
                    + " where h.data ->> 'told' = 'nobody'")
            .stream()
            .map(row -> row.getString(0))
            .toList());
  }

  @Test
  void whatWasKeptBackIsToldEachByItselfWhereThereAreNoDigests() {
    db.rows("update office set digest_minutes = 0");
    db.rows(SILENCE);
    given.apply(
        fact("S09", "station", Change.RAISED, Severity.MAJOR, 0),
        fact("S03", "bay/1", Change.RAISED, Severity.MAJOR, 0));
    db.rows("update silence set expired = now()");
    on.tell();
    assertEquals(List.of("alert.raised", "alert.raised"), given.queued());
    assertEquals(0, db.number("select count(*) from digest_item"));
  }

  @Test
  void whatWasKeptBackComesInOneMessageAtOnce() {
    db.rows(SILENCE);
    given.apply(
        fact("S09", "station", Change.RAISED, Severity.MAJOR, 0),
        fact("S03", "bay/1", Change.RAISED, Severity.MAJOR, 0),
        low("water"));
    db.rows("update silence set expired = now()");
    on.tell();
    assertEquals(List.of("alert.digest"), given.queued());
    assertEquals("major", on.body(0).getJsonObject("data").getString("severity"));
    assertEquals(List.of("major", "major", "minor"), members(on.body(0), "severity"));
  }

  @Test
  void anAlertOfATestDoesNotWaitAndIsInNoDigest() {
    testing.says(TestModeFixture.started(0, 30));
    given.apply(fact("S10", "station", Change.RAISED, Severity.MINOR, 1_000));
    assertEquals(List.of("alert.raised"), testing.told(true));
    assertEquals(0, collected());
    given.apply(low("water", 31 * 60_000), low("umbrella", 31 * 60_000));
    on.tellAfterAQuarterOfAnHour();
    assertEquals(List.of("alert.digest"), testing.told(false));
    assertEquals(List.of("R01", "R01"), members(on.body(1), "rule"));
    assertEquals(List.of("alert.raised"), testing.told(true));
  }

  @Test
  void whatTheReleaseBeforeKeptBackIsKnownToNobody() {
    db.rows(SILENCE);
    given.apply(low("water"));
    // as that release writes it, which knows nothing of the column
    db.rows("update alert set silent = default");
    given.apply(refilled("water"));
    assertEquals(0, on.tellAfterAQuarterOfAnHour());
    assertEquals(List.of(), given.queued());
  }
}
