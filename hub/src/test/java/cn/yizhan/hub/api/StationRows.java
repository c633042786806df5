package cn.yizhan.hub.api;

import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Rows as ingest, judging and delivery leave them, one or more in every table of a station. */
final class StationRows {
  private static final String TELEMETRY =
      """
      do $$
      declare
        s integer := (select id from station where code = '%1$s');
        o integer := (select office from station where code = '%1$s');
        t timestamptz := '2026-11-23 06:00:00+00';
      begin
        create table if not exists report_test partition of report default;
        insert into point (station, code, name, unit, kind, words) values
          (s, 1, 'bay/1/power', 'W', 'number', '{}'), (s, 2, 'bay/1/relay', null, 'boolean', '{}'),
          (s, 3, 'bay/1/state', null, 'word', '{Available,Preparing,Charging}');
        insert into epoch (station, code, name) values (s, 1, '01KAR8');
        insert into report (station, at, lane, epoch, seq, received, flags, points, "values") values
          (s, t, 0, 1, 1, t, 0, '{1,2}', '{412.5,1}'),
          (s, t + interval '1 s', 0, 1, 1, t, 32, '{1}', '{20}'),
          (s, t + interval '5 s', 0, 1, 2, t, 1, '{3}', '{2}'),
          (s, t + interval '6 s', 1, 1, 7, t, 16, '{}', '{}');
        insert into latest (station, saved, points, "values", ats) values
          (s, t, '{2,1}', '{1,412.5}', array[t, t]);
        insert into station_event
          (station, id, at, type, subject, data, lane, epoch, seq, received) values
          (s, 'e1', t, 'safety.cut', 'bay/1', '{"confirmed":true}', 1, 1, 7, t);
        insert into gap (station, lane, epoch, from_seq, to_seq, reason) values
          (s, 1, 1, 3, 6, 'jump');
        insert into rejection (station, kind, reason, place, expected, bytes) values
          (s, 'data', 'not-json', 'message', 'expected JSON', 'hallo');
        insert into presence (station, online, since, agent) values (s, true, t, 'agent 1');
        insert into alert (id, number, day, rule, rule_version, station, office, subject, severity,
          condition, work, delayed, retrospective, event_time, detected_time, reading, revision)
          values ('%2$s', 'PC-1123-%1$s', '2026-11-23', 'S02', 1, s, o, 'bay/1', 'critical',
          'active', 'new', false, false, t, t,
          '{"point":"bay/1/temperature","value":68.2,"unit":"Cel","limit":65,"holdSeconds":5}', 2);
        insert into alert_history (alert, revision, at, actor, what) values
          ('%2$s', 1, t, 'hub', 'raised'), ('%2$s', 2, t, 'hub', 'worsened');
        insert into photo (digest, type, content) values
          (sha256('%1$s'), 'image/png', 'station-x') on conflict do nothing;
        insert into alert_photo (alert, digest, at, actor) values
          ('%2$s', sha256('%1$s'), t, 'token:%1$s');
        insert into station_photo (station, digest, at, actor) values
          (s, sha256('%1$s'), t, 'token:%1$s');
        insert into inspection (id, station, at, whole, actor) values
          ('%4$s', s, t, false, 'tester');
        insert into inspection_finding (inspection, ordinal, station, element, at, seq, present)
          select id, 0, s, 'study-books', at, seq, true from inspection where id = '%4$s';
        insert into endpoint (id, office, kind, url, secret, pepper) values
          ('%3$s', o, 'webhook', 'https://%1$s.example/', '', 1);
        insert into outbox (id, endpoint, alert, type, body) values
          ('msg_%1$s', '%3$s', '%2$s', 'alert.raised', '{}');
        insert into delivery_attempt (notification, attempt, started, took_ms, outcome, detail)
          values ('msg_%1$s', 1, t, 12, 'again', 'no answer');
        insert into rule_override (name, rule, office, station, params, reason, created_by) values
          ('test', 'S02', o, s, '{"majorLimit":50}', 'test', 'tester');
        insert into setting (office, station, version, deadbands, texts, reason, created_by) values
          (o, null, 1, '{"mains/power":50}', '{}', 'test', 'tester'),
          (o, s, 1, '{"mains/power":50}', '{}', 'test', 'tester');
        insert into station_command (station, id, type, target, created_by, expires) values
          (s, '%4$s', 'identify', 'bay/1', 'tester', t);
        insert into notice (id, scope, office, station, zh, en, valid_from, valid_until, created_by)
          values ('%4$s', 'station', o, s, 'x', 'x', t, t, 'tester');
        insert into silence (id, office, station, reason, owner, starts, ends, created_by)
          values ('%4$s', o, s, 'test', 'tester', t, t + interval '1 hour', 'tester');
      end $$""";

  private StationRows() {}

  /** Fills the tables for a station that is registered. */
  static void fill(TestDatabase database, String station) {
    Await.result(
        database
            .pool()
            .query(TELEMETRY.formatted(station, alert(station), endpoint(station), order(station)))
            .execute());
  }

  /** The station's alert. */
  static UUID alert(String station) {
    return id("alert " + station);
  }

  /** Digest of the photo of the station and of its alert. */
  static String photo(String station) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(station.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** The endpoint of the station's office. */
  static UUID endpoint(String station) {
    return id("endpoint " + station);
  }

  /** The station's order, its notice and its silence. */
  static UUID order(String station) {
    return id("order " + station);
  }

  private static UUID id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
