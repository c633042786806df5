package cn.yizhan.hub.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import cn.yizhan.hub.access.Peppers;
import cn.yizhan.protocol.StationCode;
import io.vertx.core.buffer.Buffer;

/** Stations registered straight into a test's database. */
public final class TestStations {
  private static final String SECRET = "a-secret-for-tests";

  private final TestDatabase database;
  private final Peppers peppers;
  private int office;
  private int count;

  /** Stations whose secrets are hashed with these keys. */
  public TestStations(TestDatabase database, Peppers peppers) {
    this.database = database;
    this.peppers = peppers;
  }

  /**
   * A station.
   *
   * @param id database id
   * @param code its code
   * @param secret its password
   */
  public record Registered(int id, StationCode code, String secret) {
    /** One of its topics. */
    public String topic(String kind) {
      return "yizhan/v1/" + code + "/" + kind;
    }
  }

  /** Registers a station of that code with six e-bike bays and water. */
  public Registered add(String code) {
    if (office == 0) {
      office =
          (int)
              database.number(
                  "insert into office (code, name, digest_minutes) values ($1, $1, 0) returning id",
                  "o-" + code);
    }
    String secret = SECRET + ++count;
    int id =
        (int)
            database.number(
                "insert into station (code, name, office, kind) values ($1, $1, $2, 'full')"
                    + " returning id",
                code,
                office);
    database.rows(
        "insert into bay (station, number, use) select $1::int, n, 'e-bike'"
            + " from generate_series(1, 6) n",
        id);
    database.rows(
        "insert into item (station, code, unit, capacity, minimum) values ($1, 'water', 'l', 40, 5)",
        id);
    database.rows(
        "insert into station_secret (station, slot, hmac, pepper) values ($1, 0, $2, $3)",
        id,
        Buffer.buffer(peppers.hmac(peppers.current(), secret.getBytes(UTF_8))),
        (short) peppers.current());
    return new Registered(id, new StationCode(code), secret);
  }
}
