package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.rules.RuleOverride;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithDatabase
class PgRuleBookIT {
  private static final Actor DISTRICT = new Actor("token:test", Role.SYSTEM_ADMIN, null);

  private final TestDatabase db;
  private final PgRuleBook rules;
  private int office;
  private int here;
  private int elsewhere;

  PgRuleBookIT(TestDatabase db) {
    this.db = db;
    this.rules = new PgRuleBook(db.pool());
  }

  @BeforeEach
  void twoOfficesWithAStationEach() {
    db.clear();
    office = (int) db.number("insert into office (code, name) values ('a', 'a') returning id");
    int other = (int) db.number("insert into office (code, name) values ('b', 'b') returning id");
    here = station("pc-001", office);
    elsewhere = station("pc-002", other);
  }

  private int station(String code, int at) {
    return (int)
        db.number(
            "insert into station (code, name, office, kind)"
                + " values ($1, 's', $2, 'full') returning id",
            code,
            at);
  }

  private @Nullable RuleOverride create(
      Actor actor, @Nullable String at, @Nullable String station, double limit) {
    return Await.result(
        rules.create(
            actor,
            new RuleOverride.Wanted(
                "demo", "S02", at, station, Map.of("majorLimit", limit), "to be seen")));
  }

  private @Nullable Double limit(int station) {
    Map<Integer, Thresholds> all =
        Await.result(rules.thresholds(db.pool(), List.of(here, elsewhere)));
    return all.getOrDefault(station, Thresholds.standard()).override("S02", "majorLimit");
  }

  @Test
  void theNarrowestHoldsAndOfEquallyNarrowOnesTheLatest() {
    assertNull(limit(here));
    create(DISTRICT, null, "pc-001", 41);
    create(DISTRICT, "a", null, 42);
    create(DISTRICT, null, null, 43);
    assertEquals(41, limit(here));
    assertEquals(43, limit(elsewhere));
    RuleOverride latest = create(DISTRICT, null, "pc-001", 44);
    assertEquals(44, limit(here));
    assertNotNull(latest);
    Await.result(rules.withdraw(DISTRICT, latest.id()));
    assertEquals(41, limit(here));
  }

  @Test
  void eachChangeIsAuditedAndTheStationsConcernedAreTold() {
    RuleOverride made = create(DISTRICT, "a", null, 42);
    assertNotNull(made);
    assertEquals(2, db.number("select config_version from station where id = $1", here));
    assertEquals(1, db.number("select config_version from station where id = $1", elsewhere));
    assertNotNull(Await.result(rules.withdraw(DISTRICT, made.id())));
    assertNull(Await.result(rules.withdraw(DISTRICT, made.id())));
    assertEquals(3, db.number("select config_version from station where id = $1", here));
    assertEquals(
        List.of("rule.override", "rule.withdraw"),
        db.rows("select action from audit order by id").stream()
            .map(row -> row.getString(0))
            .toList());
  }

  @Test
  void anOfficeChangesOnlyWhatIsItsOwn() {
    Actor mine = new Actor("token:a", Role.DUTY_OFFICER, office);
    assertNotNull(create(mine, "a", null, 50));
    assertNotNull(create(mine, null, "pc-001", 51));
    assertNull(create(mine, "b", null, 50));
    assertNull(create(mine, null, "pc-002", 50));
    assertNull(create(mine, null, null, 50));
    RuleOverride theirs = create(DISTRICT, null, "pc-002", 52);
    RuleOverride all = create(DISTRICT, null, null, 53);
    assertNotNull(theirs);
    assertNotNull(all);
    assertNull(Await.result(rules.withdraw(mine, theirs.id())));
    assertNull(Await.result(rules.withdraw(mine, all.id())));
    assertEquals(3, Await.result(rules.list(mine)).size());
  }

  @Test
  void whatCannotBeIsRefusedWithItsPlace() {
    assertRefused("params.noSuch: ", "S02", Map.of("noSuch", 1.0));
    assertRefused("params.majorLimit: ", "S02", Map.of("majorLimit", Double.NaN));
    assertRefused("rule: ", "S99", Map.of("majorLimit", 1.0));
    assertRefused("params: ", "S02", Map.of());
  }

  private static void assertRefused(String start, String rule, Map<String, Double> params) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new RuleOverride.Wanted("demo", rule, null, null, params, "r"));
    assertNotNull(refused.getMessage());
    assertEquals(start, refused.getMessage().substring(0, start.length()));
  }
}
