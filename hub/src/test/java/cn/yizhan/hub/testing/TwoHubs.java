package cn.yizhan.hub.testing;

import cn.yizhan.hub.storage.DatabaseAddress;
import cn.yizhan.hub.storage.embedded.EmbeddedPostgres;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Two hubs in virtual machines of their own on one database, as people run them. */
public final class TwoHubs implements AutoCloseable {
  private final Path folder;
  private final EmbeddedPostgres postgres;
  private final List<HubProcess> hubs = new ArrayList<>();
  private final TestDatabase database;

  private TwoHubs(Path folder, Vertx vertx) throws IOException {
    this.folder = folder;
    this.postgres =
        EmbeddedPostgres.start(
            folder.resolve("database"), BuildFolder.postgresPrograms(), FreePorts.one());
    try {
      hubs.add(hub(0));
      // what one has sealed the other can open
      Files.createDirectories(data(1));
      Files.copy(data(0).resolve("pepper"), data(1).resolve("pepper"));
      hubs.add(hub(1));
      this.database = TestDatabase.open(vertx, postgres);
    } catch (AssertionError | IOException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts a database and both hubs; they may send to this machine.
   *
   * @param folder for all their data
   * @param vertx runs the connections of {@link #database()}
   */
  public static TwoHubs start(Path folder, Vertx vertx) throws IOException {
    return new TwoHubs(folder, vertx);
  }

  private Path data(int number) {
    return folder.resolve("hub" + number);
  }

  private HubProcess hub(int number) throws IOException {
    DatabaseAddress address = postgres.owner();
    return HubProcess.start(
        data(number),
        Map.of("YIZHAN_DATABASE_PASSWORD", address.password()),
        "--database",
        "postgresql://" + address,
        "--webhook-allow",
        "127.0.0.0/8");
  }

  /** The database of both. */
  public TestDatabase database() {
    return database;
  }

  /** The API of one, 0 or 1, as whoever holds the first token. */
  public ApiClient api(int number) {
    return hubs.get(number).api(data(number));
  }

  /** Kills one with -9. */
  public void kill(int number) {
    hubs.get(number).kill();
  }

  /** Starts one anew that was killed. */
  public void restart(int number) throws IOException {
    hubs.set(number, hub(number));
  }

  @Override
  public void close() throws IOException {
    hubs.forEach(HubProcess::close);
    postgres.close();
  }
}
