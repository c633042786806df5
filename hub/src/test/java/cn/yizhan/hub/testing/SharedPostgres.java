package cn.yizhan.hub.testing;

import cn.yizhan.hub.storage.DatabaseAddress;
import cn.yizhan.hub.storage.Migrations;
import cn.yizhan.hub.storage.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The one server of a test JVM, with a migrated database that others are copied from. */
final class SharedPostgres implements AutoCloseable {
  private static final String TEMPLATE = "it_template";

  private final EmbeddedPostgres postgres;
  private final AtomicInteger databases = new AtomicInteger();

  private SharedPostgres(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /** Starts; the data directory in the build folder is used again by the next run. */
  static SharedPostgres start() {
    try {
      SharedPostgres shared = new SharedPostgres(open());
      shared.dropLeftOvers();
      shared.create(TEMPLATE, "template0");
      Migrations.run(shared.owner(TEMPLATE));
      return shared;
    } catch (IOException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** Makes a migrated, empty database; returns its name. */
  String createDatabase() {
    String name = "it_" + databases.incrementAndGet();
    create(name, TEMPLATE);
    return name;
  }

  void drop(String name) {
    execute("drop database if exists " + name + " with (force)");
  }

  DatabaseAddress owner(String database) throws IOException {
    return postgres.owner().withDatabase(database);
  }

  DatabaseAddress reader(String database) throws IOException {
    return postgres.reader().withDatabase(database);
  }

  DatabaseAddress administrator(String database) throws IOException {
    return postgres.administrator().withDatabase(database);
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }

  // another test JVM of this module may be running: each takes the first directory that is free
  private static EmbeddedPostgres open() throws IOException {
    IOException refused = new IOException("no directory");
    for (int i = 0; i < 8; i++) {
      try {
        return EmbeddedPostgres.start(
            BuildFolder.resolve("it-postgres-" + i), BuildFolder.postgresPrograms(), 0);
      } catch (IOException e) {
        if (!String.valueOf(e.getMessage()).startsWith("another hub")) {
          throw e;
        }
        refused = e;
      }
    }
    throw refused;
  }

  private void create(String name, String template) {
    execute(
        "create database " + name + " template " + template + " owner " + EmbeddedPostgres.OWNER);
    execute("grant connect on database " + name + " to " + EmbeddedPostgres.READER);
  }

  private void dropLeftOvers() {
    List<String> found = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select datname from pg_database where datname like 'it\\_%'")) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    } catch (SQLException | IOException e) {
      throw new AssertionError(e.getMessage(), e);
    }
    found.forEach(this::drop);
  }

  private void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException | IOException e) {
      throw new AssertionError(sql + ": " + e.getMessage(), e);
    }
  }

  private Connection connect() throws SQLException, IOException {
    DatabaseAddress administrator = postgres.administrator();
    return DriverManager.getConnection(
        administrator.jdbcUrl(), administrator.user(), administrator.password());
  }
}
