package cn.yizhan.hub.api;

import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;

/**
 * Two days of station pc-001 in readings half a minute apart, each with a warm hour, the second one
 * hot, and two alerts: one of the hot hour, one of nothing that the readings show.
 */
final class WarmDays {
  private static final String ROWS =
      """
      do $$
      declare
        s integer := (select id from station where code = 'pc-001');
        o integer := (select office from station where code = 'pc-001');
        t timestamptz := '2026-11-21 00:00:00+00';
      begin
        create table if not exists report_test partition of report default;
        insert into point (station, code, name, unit, kind, words) values
          (s, 1, 'bay/1/temperature', 'Cel', 'number', '{}'),
          (s, 2, 'bay/1/power', 'W', 'number', '{}');
        insert into epoch (station, code, name) values (s, 1, 'E1');
        insert into report (station, at, lane, epoch, seq, received, flags, points, "values")
        select s, t + n * interval '30 s', 0, 1, n + 1, t + n * interval '30 s', 0, '{2,1}',
          array[100, case
            when n between 1682 and 1700 then 51
            when n between 4560 and 4562 then 51
            when n between 4563 and 4580 then 57
            else 44 end]
        from generate_series(0, 5759) n;
        insert into alert (id, number, day, rule, rule_version, station, office, subject, severity,
          condition, work, delayed, retrospective, event_time, detected_time, cleared_time)
        values
          (gen_random_uuid(), 'PC-1122-001', '2026-11-22', 'S02', 1, s, o, 'bay/1', 'major',
           'cleared', 'new', false, false, '2026-11-22 14:01:30+00', t, '2026-11-22 14:20:00+00'),
          (gen_random_uuid(), 'PC-1122-002', '2026-11-22', 'S02', 1, s, o, 'bay/1', 'major',
           'cleared', 'closed', false, true, '2026-11-22 20:00:00+00', t, '2026-11-22 20:05:00+00');
      end $$""";

  private WarmDays() {}

  /** Stores them; the station must be registered. */
  static void fill(TestDatabase database) {
    Await.result(database.pool().query(ROWS).execute());
  }
}
