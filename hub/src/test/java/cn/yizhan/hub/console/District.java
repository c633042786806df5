package cn.yizhan.hub.console;

import cn.yizhan.hub.testing.TestDatabase;
import java.time.Instant;
import java.util.UUID;

/** Stations and alerts written into a database as ingest writes them. */
final class District {
  private final TestDatabase db;

  District(TestDatabase db) {
    this.db = db;
  }

  /**
   * Two offices and that many stations, {@code st-001} on, odd ones in {@code sbs} and even ones in
   * {@code xw}; the twelfth is offline.
   */
  void fill(int stations) {
    db.rows("insert into office (code, name) values ('sbs', '水泊寺街道'), ('xw', '新旺街道')");
    db.rows(
        "insert into station (code, name, office, kind, demo)"
            + " select 'st-' || lpad(n::text, 3, '0'), '驿站 st-' || lpad(n::text, 3, '0'),"
            + " (select id from office where code = case n % 2 when 1 then 'sbs' else 'xw' end),"
            + " case n % 5 when 0 then 'love-corner' else 'full' end, true"
            + " from generate_series(1, $1::int) n",
        stations);
    db.rows(
        "insert into bay select s.id, n, case when n > 4 then 'phone' else 'e-bike' end"
            + " from station s, generate_series(1, 6) n");
    db.rows(
        "insert into item select id, i.code, i.unit, i.capacity, i.minimum from station,"
            + " (values ('water', 'l', 60, 10), ('first-aid', 'count', 12, 3),"
            + " ('tissues', 'count', 40, 6), ('umbrellas', 'count', 20, 4))"
            + " i (code, unit, capacity, minimum)");
    db.rows(
        "insert into presence (station, online, since)"
            + " select id, code <> 'st-012', now() - interval '13 minutes' from station");
    db.rows(
        "insert into point (station, code, name, kind) select s.id, p.code, p.name, p.kind"
            + " from station s, (values (1, 'bay/1/state', 'word'), (2, 'bay/1/power', 'number'),"
            + " (3, 'bay/2/state', 'word'), (4, 'supply/water/level', 'number'),"
            + " (5, 'supply/first-aid/level', 'number'), (6, 'room/people', 'number'),"
            + " (7, 'supply/tissues/level', 'number'), (8, 'bay/5/state', 'word'))"
            + " p (code, name, kind)");
    db.rows(
        "insert into latest select id, now(), '{1,2,3,4,5,6,7,8}', '{2,412.5,0,7.5,9,3,22,0}',"
            + " array_fill(now(), array[8]) from station");
  }

  /** A station that is out of service for a while. */
  void suspend(String station) {
    db.rows("update station set status = 'suspended' where code = $1", station);
  }

  /** Somebody has taken an alert on. */
  void acknowledged(String alert, String actor) {
    db.rows(
        "update alert set work = 'acknowledged', acknowledged_by = $2, acknowledged_time = now(),"
            + " revision = 2 where id = $1",
        UUID.fromString(alert),
        actor);
    db.rows(
        "insert into alert_history (alert, revision, at, actor, what)"
            + " values ($1, 2, now(), $2, 'acknowledged')",
        UUID.fromString(alert),
        actor);
  }

  /** When an alert was detected. */
  Instant detected(String alert) {
    return db.rows("select detected_time from alert where id = $1", UUID.fromString(alert))
        .get(0)
        .getOffsetDateTime(0)
        .toInstant();
  }

  /** What an alert is about is over. */
  void over(String alert) {
    db.rows(
        "update alert set condition = 'cleared', cleared_time = now(), revision = revision + 1"
            + " where id = $1",
        UUID.fromString(alert));
  }

  /** An alert is part of a test on site. */
  void test(String alert) {
    db.rows("update alert set test = true where id = $1", UUID.fromString(alert));
  }

  /** Many stations of an office are away at once; returns the alert's id. */
  String areaOutage(String office, int number) {
    UUID id = UUID.randomUUID();
    db.rows(
        "insert into alert (id, number, day, rule, rule_version, office, subject, severity,"
            + " condition, work, delayed, retrospective, event_time, detected_time,"
            + " acknowledge_due)"
            + " select $1, 'PC-1123-' || lpad($2::int::text, 3, '0'), current_date, 'A02', 1, id,"
            + " 'office', 'major', 'active', 'new', false, false, now() - interval '20 minutes',"
            + " now() - interval '20 minutes', now() - interval '5 minutes'"
            + " from office where code = $3",
        id,
        number,
        office);
    db.rows(
        "insert into alert_history (alert, revision, at, actor, what)"
            + " values ($1, 1, now(), 'hub', 'raised')",
        id);
    return id.toString();
  }

  /** A minor alert of that rule about that subject of a station; returns its id. */
  String minor(String station, String rule, String subject, int number) {
    UUID id = UUID.randomUUID();
    db.rows(
        "insert into alert (id, number, day, rule, rule_version, station, office, subject,"
            + " severity, condition, work, delayed, retrospective, event_time, detected_time)"
            + " select $1, 'PC-1123-' || lpad($2::int::text, 3, '0'), current_date, $3, 1, s.id,"
            + " s.office, $4, 'minor', 'active', 'new', false, false,"
            + " now() - interval '3 hours', now() from station s where s.code = $5",
        id,
        number,
        rule,
        subject,
        station);
    db.rows(
        "insert into alert_history (alert, revision, at, actor, what)"
            + " values ($1, 1, now(), 'hub', 'raised')",
        id);
    return id.toString();
  }

  /** A bay that is too hot, cut and latched; returns the alert's id. */
  String overheats(String station, int bay, int number) {
    UUID id = UUID.randomUUID();
    db.rows(
        "insert into alert (id, number, day, rule, rule_version, station, office, subject,"
            + " severity, condition, work, delayed, retrospective, event_time, detected_time,"
            + " reading, edge_action, acknowledge_due, resolve_due, recheck_due)"
            + " select $1, 'PC-1123-' || lpad($2::int::text, 3, '0'), current_date, 'S02', 1, s.id,"
            + " s.office, 'bay/' || $3::int, 'critical', 'active', 'new', false, false,"
            + " now() - interval '2 seconds', now(),"
            + " jsonb_build_object('point', 'bay/' || $3::int || '/temperature', 'value', 68.2,"
            + " 'unit', 'Cel', 'limit', 65, 'holdSeconds', 5),"
            + " '{\"action\": \"cut\", \"latched\": true, \"confirmed\": true}',"
            + " now() + interval '5 minutes', now() + interval '2 hours', now() + interval '1 day'"
            + " from station s where s.code = $4",
        id,
        number,
        bay,
        station);
    db.rows(
        "insert into alert_history (alert, revision, at, actor, what)"
            + " values ($1, 1, now(), 'hub', 'raised')",
        id);
    return id.toString();
  }
}
