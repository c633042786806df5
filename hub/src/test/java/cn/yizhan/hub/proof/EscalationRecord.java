package cn.yizhan.hub.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.testing.TestDatabase;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** What hubs have written of the escalations of alerts of rule S02, and whether it can be. */
final class EscalationRecord {
  private static final String ALERTS = "select id from alert where rule = 'S02'";

  private final TestDatabase database;
  private final List<String> roles;

  /**
   * @param roles who is told, in the order of the policy
   */
  EscalationRecord(TestDatabase database, List<String> roles) {
    this.database = database;
    this.roles = List.copyOf(roles);
  }

  /** Each step of the policy, told or passed over, up to the acknowledgement and none after it. */
  void eachStepOnce(UUID id, boolean acknowledged) {
    List<String> told = new ArrayList<>();
    boolean over = false;
    int revision = 0;
    for (Row row :
        database.rows(
            "select revision, what, data from alert_history where alert = $1 order by revision",
            id)) {
      assertEquals(++revision, row.getInteger("revision"));
      if (row.getString("what").equals("acknowledged")) {
        over = true;
      } else if (row.getString("what").equals("escalated")) {
        assertFalse(over, "a step after the acknowledgement of " + id);
        JsonObject data = row.getJsonObject("data");
        data.getJsonArray("passedOver").forEach(role -> told.add(String.valueOf(role)));
        told.add(data.getString("to"));
        assertEquals(told.size(), data.getInteger("step"));
      }
    }
    assertEquals(acknowledged, over, "what the API said of " + id);
    assertEquals(roles.subList(0, acknowledged ? told.size() : roles.size()), told, "of " + id);
    Row deadline =
        database
            .rows("select * from deadline where alert = $1 and kind = 'acknowledge'", id)
            .get(0);
    assertEquals(told.size(), deadline.getInteger("step"));
    assertEquals(acknowledged, deadline.getOffsetDateTime("stopped") != null);
  }

  /** Each deadline that was missed is one alert, and that goes on while nobody has taken it on. */
  void eachMissOnce(int unattended) {
    Set<String> wanted = new TreeSet<>();
    Set<String> open = new TreeSet<>();
    database
        .rows(
            "select a.station, a.subject, d.stopped from deadline d join alert a on a.id = d.alert"
                + " where d.missed is not null and d.kind = 'acknowledge'")
        .forEach(
            row -> {
              wanted.add(row.getInteger(0) + " " + row.getString(1));
              if (row.getOffsetDateTime(2) == null) {
                open.add(row.getInteger(0) + " " + row.getString(1));
              }
            });
    assertTrue(open.size() >= unattended, "missed " + open.size());
    List<Row> misses =
        database.rows("select station, subject, condition from alert where rule = 'P01'");
    Set<String> found = new TreeSet<>();
    Set<String> active = new TreeSet<>();
    for (Row row : misses) {
      String where = row.getInteger(0) + " " + row.getString(1);
      assertTrue(found.add(where), "two misses of " + where);
      if (row.getString(2).equals("active")) {
        active.add(where);
      }
    }
    assertEquals(wanted, found);
    assertEquals(open, active);
  }

  /** Each change that is told has its notification, and those that came came of these. */
  void eachNotificationOnce(Set<String> came) {
    Set<String> wanted = new TreeSet<>();
    database
        .rows(
            "select h.what || ' ' || 'msg_' || left(encode(sha256(convert_to(h.alert::text || '/'"
                + " || h.revision || '/' || e.id::text, 'UTF8')), 'hex'), 32)"
                + " from alert_history h, endpoint e join office o on o.id = e.office"
                + " where o.code = 'sbs' and h.what in ('raised', 'acknowledged', 'escalated')"
                + " and h.alert in (select id from alert where rule = 'S02')")
        .forEach(row -> wanted.add(row.getString(0)));
    Set<String> queued = new TreeSet<>();
    Set<String> ids = new TreeSet<>();
    for (Row row :
        database.rows(
            "select substr(type, 7) || ' ' || id, id from outbox where alert in ("
                + ALERTS
                + ")")) {
      assertTrue(queued.add(row.getString(0)));
      ids.add(row.getString(1));
    }
    assertEquals(wanted, queued);
    Set<String> strangers = new TreeSet<>(came);
    strangers.removeAll(ids);
    assertEquals(Set.of(), strangers, "what came and was never queued");
    assertEquals(
        0, database.number("select count(*) from alert where untold is not null and rule = 'S02'"));
  }
}
