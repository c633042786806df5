package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.api.ImpossibleThresholds;
import cn.yizhan.hub.rules.Profile;
import cn.yizhan.hub.rules.RuleOverride;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import cn.yizhan.protocol.rule.Thresholds;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Overrides that count from a later time on. */
@WithDatabase
class PlannedThresholdsIT {
  private static final Actor DISTRICT = new Actor("token:test", Role.SYSTEM_ADMIN, null);
  private static final long HOUR = 3_600_000;

  private final TestDatabase db;
  private final PgRuleBook rules;
  private int station;

  PlannedThresholdsIT(TestDatabase db) {
    this.db = db;
    this.rules = new PgRuleBook(db.pool());
  }

  @BeforeEach
  void twoOfficesWithStations() {
    db.clear();
    for (String office : List.of("a", "b")) {
      db.rows("insert into office (code, name) values ($1, $1)", office);
    }
    for (String code : List.of("pc-001", "pc-002")) {
      station =
          (int)
              db.number(
                  "insert into station (code, name, office, kind)"
                      + " select $1, 's', id, 'full' from office where code = 'a' returning id",
                  code);
    }
  }

  private Future<@Nullable RuleOverride> create(
      String office, String name, double value, @Nullable Long from) {
    return rules.create(
        DISTRICT,
        new RuleOverride.Wanted("winter", "S02", office, null, Map.of(name, value), "cold", from));
  }

  private RuleOverride planned(double limit, long from) {
    return Objects.requireNonNull(Await.result(create("a", "majorLimit", limit, from)));
  }

  private static long ahead(long millis) {
    return System.currentTimeMillis() + millis;
  }

  /** The planned one's time has come, while no hub was there. */
  private void comes(long... overrides) {
    for (long id : overrides) {
      db.rows(
          "update rule_override set valid_from = now() - interval '1 second' where id = $1", id);
    }
  }

  private long version() {
    return db.number("select max(config_version) from station where id = $1", station);
  }

  private Profile profile() {
    Registered registered = new Registered(db.pool(), ids -> rules.courses(db.pool(), ids));
    return Objects.requireNonNull(Await.result(registered.of(List.of(station))).get(station))
        .profile();
  }

  private @Nullable Double limit(Thresholds thresholds) {
    return thresholds.override("S02", "majorLimit");
  }

  @Test
  void everyHubKnowsItAheadAndTheStationIsTurnedToItAtItsTimeOnce() {
    long from = ahead(HOUR);
    RuleOverride made = planned(50, from);
    assertTrue(made.planned());
    assertEquals(from, made.validFrom());
    assertEquals(2, version(), "hubs are to read it");
    assertNull(limit(profile().thresholds()), "what the station is sent");
    Map.Entry<Long, Thresholds> last = profile().course().lastEntry();
    assertEquals(from, last.getKey());
    assertEquals(50, limit(last.getValue()));
    assertEquals(0, Await.result(new PgPlannedThresholds(db.pool(), () -> {}).begin()));

    RuleOverride other = planned(48, ahead(2 * HOUR));
    comes(made.id(), other.id());
    AtomicInteger woken = new AtomicInteger();
    List<Future<Integer>> hubs = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      hubs.add(new PgPlannedThresholds(db.pool(), woken::incrementAndGet).begin());
    }
    Await.result(Future.all(hubs));
    assertEquals(2, hubs.stream().mapToInt(Future::result).sum());
    assertEquals(2, db.number("select count(*) from audit where action = 'rule.begin'"));
    assertTrue(woken.get() >= 1 && woken.get() <= 2);
    assertEquals(3 + woken.get(), version(), "once for what begins together");
    assertEquals(0, Await.result(new PgPlannedThresholds(db.pool(), () -> {}).begin()));
    assertNotNull(limit(profile().thresholds()));
    assertFalse(Await.result(rules.list(DISTRICT)).get(0).planned());
    assertEquals(
        "hub",
        db.rows("select actor from audit where action = 'rule.begin' limit 1").get(0).getString(0));
  }

  @Test
  void oneWithdrawnBeforeItsTimeNeverBegins() {
    RuleOverride made = planned(50, ahead(HOUR));
    RuleOverride gone = Await.result(rules.withdraw(DISTRICT, made.id()));
    assertNotNull(gone);
    assertTrue(gone.planned());
    assertEquals(3, version());
    comes(made.id());
    assertEquals(0, Await.result(new PgPlannedThresholds(db.pool(), () -> {}).begin()));
    assertNull(limit(profile().thresholds()));
    assertEquals(List.of(), Await.result(rules.list(DISTRICT)));
  }

  @Test
  void whatWouldBeImpossibleLaterIsRefusedNow() {
    assertNotNull(Await.result(create("a", "criticalLimit", 70, null)));
    planned(68, ahead(HOUR));
    ImpossibleThresholds later =
        refused(() -> Await.result(create("a", "criticalLimit", 67, null)));
    assertTrue(later.faults().get(0).detail().contains(", from "), later.getMessage());
    refused(() -> planned(71, ahead(2 * HOUR)));
    long first = Await.result(rules.list(DISTRICT)).get(1).id();
    refused(() -> Await.result(rules.withdraw(DISTRICT, first)));
    assertEquals(2, Await.result(rules.list(DISTRICT)).size());
    assertNotNull(Await.result(create("b", "criticalLimit", 56, ahead(HOUR))));
  }

  private static ImpossibleThresholds refused(Runnable change) {
    Throwable thrown = assertThrows(Throwable.class, change::run);
    while (!(thrown instanceof ImpossibleThresholds) && thrown.getCause() != null) {
      thrown = thrown.getCause();
    }
    return (ImpossibleThresholds) thrown;
  }

  @Test
  void whatIsJudgedForOfficesConcernsNoStation() {
    Map<String, Double> least = Map.of("least", 4.0);
    RuleOverride.Wanted wanted =
        new RuleOverride.Wanted("small", "A02", "a", null, least, "few", ahead(HOUR));
    RuleOverride made = Objects.requireNonNull(Await.result(rules.create(DISTRICT, wanted)));
    comes(made.id());
    assertEquals(1, Await.result(new PgPlannedThresholds(db.pool(), () -> {}).begin()));
    assertEquals(1, version());
    int office = (int) db.number("select id from office where code = 'a'");
    Thresholds own =
        Objects.requireNonNull(
            Await.result(PgThresholds.atOffices(db.pool(), List.of(office))).get(office));
    assertEquals(4, own.override("A02", "least"));
  }
}
