package cn.yizhan.hub.storage;

import java.io.IOException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schema, brought to this release. Each migration is one transaction under a lock in the
 * database: a kill half way leaves the step before it, and of two hubs starting at once one waits.
 */
public final class Migrations {
  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

  private Migrations() {}

  /**
   * Runs what is missing; blocks.
   *
   * @throws IOException with a sentence when the database cannot be reached or refuses
   */
  public static void run(DatabaseAddress address) throws IOException {
    try {
      MigrateResult result =
          Flyway.configure(Migrations.class.getClassLoader())
              .dataSource(address.jdbcUrl(), address.user(), address.password())
              .locations("classpath:db/migration")
              .connectRetries(3)
              .load()
              .migrate();
      if (result.migrationsExecuted > 0) {
        LOG.info("database schema brought to version {}", result.targetSchemaVersion);
      }
    } catch (FlywayException e) {
      throw new IOException(
          "the schema of " + address + " could not be prepared: " + e.getMessage(), e);
    }
  }
}
