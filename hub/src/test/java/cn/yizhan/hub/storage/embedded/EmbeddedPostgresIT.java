package cn.yizhan.hub.storage.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.storage.DatabaseAddress;
import cn.yizhan.hub.testing.BuildFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
  @TempDir private Path directory;

  private EmbeddedPostgres start() throws IOException {
    return EmbeddedPostgres.start(directory, BuildFolder.postgresPrograms(), 0);
  }

  @Test
  void dataStaysBetweenRunsAlsoWhenTheFirstWasCutShortAndAPasswordGotLost()
      throws IOException, SQLException {
    // what a kill in the middle of the very first start leaves
    Files.createDirectories(directory.resolve("pg/data.new/base"));
    try (EmbeddedPostgres first = start()) {
      ask(first.owner(), "create table kept as select 42 as answer");
    }
    Files.delete(directory.resolve("pg/password-" + EmbeddedPostgres.OWNER));
    try (EmbeddedPostgres second = start()) {
      assertEquals("42", ask(second.owner(), "select answer from kept"));
    }
    assertFalse(Files.exists(directory.resolve("pg/data/postmaster.pid")));
  }

  @Test
  void aProcessIdThatWentToAnotherProcessDoesNotKeepTheServerFromStarting()
      throws IOException, SQLException, InterruptedException {
    try (EmbeddedPostgres first = start()) {
      ask(first.owner(), "create table kept as select 42 as answer");
    }
    Path data = directory.resolve("pg/data");
    // of the server's own user: it takes no notice of processes of others
    ServerAccount account = ServerAccount.of(data, BuildFolder.postgresPrograms());
    Process foreign = new ProcessBuilder(account.command(List.of("sleep", "600"))).start();
    try {
      Path file = data.resolve("postmaster.pid");
      Files.writeString(
          file, foreign.pid() + "\n" + data + "\n1795403486\n5432\n\n127.0.0.1\n1 4\nready\n");
      account.own(file);
      try (EmbeddedPostgres second = start()) {
        assertEquals("42", ask(second.owner(), "select answer from kept"));
      }
      assertTrue(foreign.isAlive());
    } finally {
      foreign.destroyForcibly().waitFor();
    }
  }

  @Test
  void nobodyGetsInWithoutThePasswordAndTheHubIsNoSuperUser() throws IOException, SQLException {
    try (EmbeddedPostgres postgres = start()) {
      DatabaseAddress owner = postgres.owner();
      DatabaseAddress guessed =
          DatabaseAddress.local(owner.port(), owner.database(), owner.user(), "guess");
      assertEquals(
          "28P01", assertThrows(SQLException.class, () -> ask(guessed, "select 1")).getSQLState());
      assertEquals("off", ask(owner, "show is_superuser"));
      assertEquals("127.0.0.1", ask(owner, "show listen_addresses"));
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(postgres.readerPasswordFile())));
    }
  }

  @Test
  void durabilityCannotBeSwitchedOffInTheDataDirectory() throws IOException, SQLException {
    try (EmbeddedPostgres postgres = start()) {
      ask(postgres.administrator(), "alter system set fsync = off");
      ask(postgres.administrator(), "alter system set synchronous_commit = off");
    }
    try (EmbeddedPostgres postgres = start()) {
      for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        assertEquals("on", ask(postgres.owner(), "show " + setting), setting);
      }
      assertEquals("pglz", ask(postgres.owner(), "show wal_compression"));
    }
  }

  @Test
  void aDirectoryOfAnotherMajorVersionIsRefusedWithASentence() throws IOException {
    Path data = Files.createDirectories(directory.resolve("pg/data"));
    Files.writeString(data.resolve("PG_VERSION"), "17\n");
    IOException refused = assertThrows(IOException.class, this::start);
    String sentence = String.valueOf(refused.getMessage());
    assertTrue(
        sentence.contains("written by PostgreSQL 17") && sentence.contains("comes with 18"),
        sentence);
  }

  private static String ask(DatabaseAddress address, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      try (ResultSet row = statement.getResultSet()) {
        row.next();
        return String.valueOf(row.getString(1));
      }
    }
  }
}
