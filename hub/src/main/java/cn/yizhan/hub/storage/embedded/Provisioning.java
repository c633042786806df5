package cn.yizhan.hub.storage.embedded;

import cn.yizhan.hub.storage.DatabaseAddress;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Roles and database inside the server, brought to what the hub expects at each start. */
final class Provisioning {
  private final DatabaseAddress superuser;

  /**
   * @param superuser login that may create roles and databases
   */
  Provisioning(DatabaseAddress superuser) {
    this.superuser = superuser;
  }

  /**
   * Sees that the roles exist with these passwords, that the database exists, and that nothing
   * acknowledged can be lost with the machine.
   */
  void bring(String ownerPassword, String readerPassword) throws IOException {
    try (Connection connection =
            DriverManager.getConnection(
                superuser.jdbcUrl(), superuser.user(), superuser.password());
        Statement statement = connection.createStatement()) {
      checkDurable(statement);
      role(connection, EmbeddedPostgres.OWNER, ownerPassword);
      role(connection, EmbeddedPostgres.READER, readerPassword);
      statement.execute(
          "alter role " + EmbeddedPostgres.READER + " set default_transaction_read_only = on");
      statement.execute("alter role " + EmbeddedPostgres.READER + " set statement_timeout = '15s'");
      statement.execute("alter role " + EmbeddedPostgres.READER + " connection limit 15");
      if (!exists(
          connection, "select 1 from pg_database where datname = ?", EmbeddedPostgres.DATABASE)) {
        statement.execute(
            "create database " + EmbeddedPostgres.DATABASE + " owner " + EmbeddedPostgres.OWNER);
      }
      statement.execute("revoke all on database " + EmbeddedPostgres.DATABASE + " from public");
      statement.execute(
          "grant connect on database "
              + EmbeddedPostgres.DATABASE
              + " to "
              + EmbeddedPostgres.READER);
    } catch (SQLException e) {
      throw new IOException("the hub's PostgreSQL could not be prepared: " + e.getMessage(), e);
    }
  }

  private static void checkDurable(Statement statement) throws SQLException, IOException {
    for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      try (ResultSet row = statement.executeQuery("show " + setting)) {
        row.next();
        if (!row.getString(1).equals("on")) {
          throw new IOException("PostgreSQL runs with " + setting + "=" + row.getString(1));
        }
      }
    }
  }

  private static void role(Connection connection, String name, String password)
      throws SQLException {
    boolean there = exists(connection, "select 1 from pg_roles where rolname = ?", name);
    // names are constants of ours, a password is base64url: nothing here needs quoting
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          (there ? "alter role " : "create role ")
              + name
              + " login nosuperuser nocreatedb nocreaterole password '"
              + password
              + "'");
    }
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }
}
