package cn.yizhan.dashboards;

import static java.util.Objects.requireNonNull;

import cn.yizhan.hub.storage.Partitions;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * A database as an hour of two offices' stations leaves it, told by a station like the simulator's.
 */
final class SimulatedDistrict {
  static final List<String> OFFICES = List.of("shuibosi", "zhenhua");
  private static final int MINUTES = 60;
  private static final List<Config.Bay> BAYS =
      List.of(
          new Config.Bay(1, BayUse.E_BIKE),
          new Config.Bay(2, BayUse.E_BIKE),
          new Config.Bay(3, BayUse.E_BIKE),
          new Config.Bay(4, BayUse.PHONE));
  private static final Map<String, Double> CAPACITIES =
      Map.of("water", 48.0, "tissue", 40.0, "plaster", 100.0);

  private static final List<String> STATES =
      List.of("Available", "Charging", "Charging", "Finishing", "Faulted");

  private final TestDatabase db;

  private SimulatedDistrict(TestDatabase db) {
    this.db = db;
  }

  static void fill(TestDatabase db) {
    SimulatedDistrict district = new SimulatedDistrict(db);
    Await.result(new Partitions(db.vertx(), db.pool(), Clock.systemUTC()).keepAhead()).run();
    db.rows("insert into hub (name, alive_until) values ('test', now() + interval '1 hour')");
    for (String office : OFFICES) {
      db.rows("insert into office (code, name) values ($1, $2)", office, office + "街道");
      for (int i = 1; i <= 3; i++) {
        district.station(office, office + "-" + i, i != 3);
      }
    }
  }

  private void station(String office, String code, boolean online) {
    int id =
        (int)
            db.number(
                "insert into station (code, name, office, kind)"
                    + " select $1, $2, id, 'full' from office where code = $3 returning id",
                code,
                code + "小哥驿站",
                office);
    for (Config.Bay bay : BAYS) {
      db.rows(
          "insert into bay values ($1, $2, $3)",
          id,
          bay.number(),
          bay.use().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    CAPACITIES.forEach(
        (item, capacity) ->
            db.rows(
                "insert into item values ($1, $2, 'count', $3, $4)",
                id,
                item,
                capacity,
                capacity / 4));
    db.rows("insert into presence (station, online, since) values ($1, $2, now())", id, online);
    db.rows("insert into lane (station, lane, hub) select $1, 0, id from hub", id);
    readings(id);
    alert(id, "S02", "bay/1", "critical");
    alert(id, "R01", "supply/water", "minor");
  }

  /** What a station says in that minute: bays charge in turns, supplies go down, people change. */
  private static Map<String, Double> values(int station, int minute) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Config.Bay bay : BAYS) {
      int phase = (minute / 10 + bay.number() + station) % STATES.size();
      boolean charging = STATES.get(phase).equals("Charging");
      String prefix = "bay/" + bay.number() + "/";
      values.put(prefix + "power", charging ? 300.0 + 10 * bay.number() : 0.0);
      values.put(prefix + "temperature", charging ? 34.5 : 21.0);
      values.put(prefix + "state", word(prefix + "state", STATES.get(phase)));
      values.put(prefix + "relay", charging ? 1.0 : 0.0);
    }
    CAPACITIES.forEach(
        (item, capacity) -> values.put("supply/" + item + "/level", capacity - minute * 0.25));
    values.put("room/people", (double) ((station + minute) % 7 + 1));
    values.put("mains/voltage", 229.4);
    return values;
  }

  private static double word(String point, String word) {
    int code =
        requireNonNull(PointCatalogue.standard().typeOf(point)).values().words().indexOf(word);
    if (code < 0) {
      throw new AssertionError(word + " is no word of " + point);
    }
    return code;
  }

  private void readings(int station) {
    List<String> names = List.copyOf(values(station, 0).keySet());
    Short[] codes = new Short[names.size()];
    for (int i = 0; i < codes.length; i++) {
      PointType type = requireNonNull(PointCatalogue.standard().typeOf(names.get(i)));
      codes[i] = (short) i;
      db.rows(
          "insert into point values ($1, $2, $3, $4, $5, $6)",
          station,
          codes[i],
          names.get(i),
          type.values().units().stream().findFirst().orElse("1"),
          type.values().kind().name().toLowerCase(Locale.ROOT),
          type.values().words().toArray(String[]::new));
    }
    Instant start = Instant.now().minusSeconds(MINUTES * 60L);
    for (int minute = 0; minute < MINUTES; minute++) {
      OffsetDateTime at = start.plusSeconds(minute * 60L).atOffset(ZoneOffset.UTC);
      db.rows(
          "insert into report (station, at, lane, epoch, seq, received, flags, points, \"values\")"
              + " values ($1, $2, 0, 0, $3, $2, 0, $4, $5)",
          station,
          at,
          minute + 1L,
          codes,
          numbers(station, minute));
    }
    OffsetDateTime[] ats = new OffsetDateTime[codes.length];
    Arrays.fill(ats, Instant.now().atOffset(ZoneOffset.UTC));
    db.rows(
        "insert into latest values ($1, now(), $2, $3, $4)",
        station,
        codes,
        numbers(station, MINUTES),
        ats);
  }

  private static Double[] numbers(int station, int minute) {
    return values(station, minute).values().toArray(Double[]::new);
  }

  private void alert(int station, String rule, String subject, String severity) {
    UUID id = UUID.randomUUID();
    db.rows(
        "insert into alert (id, number, day, rule, rule_version, station, office, subject, severity,"
            + " condition, work, delayed, retrospective, event_time, detected_time, reading)"
            + " select $1::uuid, left($1::text, 8), current_date, $2, 1, s.id, s.office, $3, $4,"
            + " 'active', 'new', false, false, now(), now(),"
            + " '{\"point\":\"bay/1/temperature\",\"value\":68.2,\"limit\":65,\"unit\":\"Cel\"}'"
            + " from station s where s.id = $5",
        id,
        rule,
        subject,
        severity,
        station);
  }
}
