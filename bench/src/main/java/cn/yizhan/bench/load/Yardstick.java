package cn.yizhan.bench.load;

import cn.yizhan.bench.process.HubProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** What the same database does when it is only asked to take rows in. */
final class Yardstick {
  private static final long EPOCH_2000_MICROS = 946_684_800_000_000L;

  /** Rows between two commits. */
  private static final int ROWS_A_COPY = 100_000;

  private static final byte[] HEADER =
      ByteBuffer.allocate(19)
          .put("PGCOPY\n".getBytes(StandardCharsets.US_ASCII))
          .put((byte) 0xff)
          .put((byte) '\r')
          .put((byte) '\n')
          .put((byte) 0)
          .putInt(0)
          .putInt(0)
          .array();

  private Yardstick() {}

  /**
   * Samples in the report log.
   *
   * @throws SQLException when the database cannot be asked
   * @throws IOException when the hub's database cannot be found
   */
  static long storedSamples(HubProcess hub) throws SQLException, IOException {
    try (Connection connection = connect(hub);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select coalesce(sum(cardinality(points)), 0) from report")) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * Copies rows in binary form into a plain table with a primary key, one connection, a commit each
   * 100,000 rows, in the order in which stations report.
   *
   * @return rows a second
   * @throws SQLException when the database refuses
   * @throws IOException when the hub's database cannot be found
   */
  static double copy(HubProcess hub, int stations, Duration time) throws SQLException, IOException {
    try (Connection connection = connect(hub)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            """
            create table yardstick (
              station int, point smallint, at timestamptz, value float8,
              primary key (station, at, point))
            """);
      }
      Rows rows = new Rows(stations);
      long start = System.nanoTime();
      long end = start + time.toNanos();
      long count = 0;
      while (System.nanoTime() < end) {
        CopyIn copy =
            connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy yardstick from stdin (format binary)");
        copy.writeToCopy(HEADER, 0, HEADER.length);
        for (int written = 0; written < ROWS_A_COPY; written += Rows.A_REPORT) {
          byte[] report = rows.next();
          copy.writeToCopy(report, 0, report.length);
        }
        copy.writeToCopy(new byte[] {-1, -1}, 0, 2);
        count += copy.endCopy();
      }
      return count / ((System.nanoTime() - start) / 1e9);
    }
  }

  private static Connection connect(HubProcess hub) throws SQLException, IOException {
    return DriverManager.getConnection(hub.databaseUrl(), "yizhan", hub.databasePassword());
  }

  /** Ten rows at a time, as a station's report would be. */
  private static final class Rows {
    static final int A_REPORT = 10;

    private static final int ROW_BYTES = 2 + 4 * 4 + 4 + 2 + 8 + 8;

    private final int stations;
    private long micros = System.currentTimeMillis() * 1000 - EPOCH_2000_MICROS;
    private int station;

    Rows(int stations) {
      this.stations = stations;
    }

    byte[] next() {
      if (++station > stations) {
        station = 1;
        micros += 5000;
      }
      ByteBuffer rows = ByteBuffer.allocate(A_REPORT * ROW_BYTES);
      for (short point = 1; point <= A_REPORT; point++) {
        rows.putShort((short) 4);
        rows.putInt(4).putInt(station);
        rows.putInt(2).putShort(point);
        rows.putInt(8).putLong(micros);
        rows.putInt(8).putDouble(20 + point);
      }
      return rows.array();
    }
  }
}
