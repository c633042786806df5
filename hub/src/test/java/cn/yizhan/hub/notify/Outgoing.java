package cn.yizhan.hub.notify;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.storage.PgEndpoints;
import cn.yizhan.hub.storage.PgOutbox;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;

/** An office with endpoints and notifications for tests of the delivery. */
final class Outgoing {
  static final Actor SOMEBODY = new Actor("test", Role.SYSTEM_ADMIN, null);
  static final String OFFICE = "shuibosi";

  final TestDatabase db;
  final Peppers peppers;
  final PgOutbox outbox;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AddressGuard guard;
  private int queued;

  Outgoing(TestDatabase db, Path pepperFile, String... allowed) throws IOException {
    this.db = db;
    this.peppers = Peppers.open(pepperFile);
    this.outbox = new PgOutbox(db.pool(), peppers);
    this.guard = new AddressGuard(Arrays.stream(allowed).map(AddressRange::parse).toList());
    db.clear();
    db.rows("insert into office (code, name, digest_minutes) values ($1, '水泊寺街道', 0)", OFFICE);
    db.rows(
        "insert into station (code, name, office, kind)"
            + " select 'pc-001', '东关小哥驿站', id, 'full' from office");
  }

  PgEndpoints endpoints() {
    return new PgEndpoints(
        db.pool(),
        peppers,
        new AddressGuard(List.of(AddressRange.parse("127.0.0.0/8"))),
        ZoneId.of("Asia/Shanghai"));
  }

  Endpoints.Registered endpoint(String url) {
    return Objects.requireNonNull(Await.result(endpoints().register(SOMEBODY, OFFICE, url)));
  }

  UUID alert(String severity) {
    UUID id = UUID.randomUUID();
    db.rows(
        "insert into alert (id, number, day, rule, rule_version, station, office, subject, severity,"
            + " condition, work, delayed, retrospective, event_time, detected_time)"
            + " select $1::uuid, left($1::text, 8), current_date, 'S02', 1, s.id, s.office,"
            + " left($1::text, 8), $2, 'active', 'new', false, false, now(), now() from station s",
        id,
        severity);
    return id;
  }

  String queue(UUID endpoint, UUID alert, String body) {
    String id = "msg_" + ++queued;
    db.rows(
        "insert into outbox (id, endpoint, alert, type, body) values ($1, $2, $3, 'alert.raised', $4)",
        id,
        endpoint,
        alert,
        body);
    return id;
  }

  /** Queues notifications of as many critical alerts at once. */
  void queueMany(UUID endpoint, int count) {
    db.rows(
        "with fresh as (insert into alert (id, number, day, rule, rule_version, station, office,"
            + " subject, severity, condition, work, delayed, retrospective, event_time,"
            + " detected_time) select n.id, left(n.id::text, 13), current_date, 'S02', 1, s.id,"
            + " s.office, n.id::text, 'critical', 'active', 'new', false, false, now(), now()"
            + " from station s, (select gen_random_uuid() as id from generate_series(1, $2)) n"
            + " returning id) insert into outbox (id, endpoint, alert, type, body)"
            + " select 'msg_' || id, $1, id, 'alert.raised', '{}' from fresh",
        endpoint,
        count);
  }

  /** What waits is due now, as if its pause were over. */
  void due() {
    db.rows("update outbox set due = now() where state = 'due'");
  }

  String state(String id) {
    return db.rows("select state from outbox where id = $1", id).get(0).getString(0);
  }

  long tries(String id) {
    return db.number("select count(*) from delivery_attempt where notification = $1", id);
  }

  String lastDetail(String id) {
    return db.rows(
            "select detail from delivery_attempt where notification = $1 order by attempt desc", id)
        .get(0)
        .getString(0);
  }

  HttpPostman postman() {
    return postman(HttpPostman.TOTAL_MS);
  }

  /** A postman who waits that long for an answer, milliseconds. */
  HttpPostman postman(int totalMs) {
    return new HttpPostman(
        db.vertx(), guard, Names.of(db.vertx()), System::currentTimeMillis, null, totalMs);
  }

  Courier courier(Postman postman) {
    return new Courier(
        db.vertx(),
        outbox,
        postman,
        new RetrySchedule(new Random(1)),
        Courier.Limits.STANDARD,
        meters);
  }
}
