package cn.yizhan.hub.testing;

import cn.yizhan.hub.WebParts;
import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.BootstrapToken;
import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.access.Secret;
import cn.yizhan.hub.access.Tokens;
import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.api.AlertWork;
import cn.yizhan.hub.api.HttpEntry;
import cn.yizhan.hub.console.Console;
import cn.yizhan.hub.notify.AddressGuard;
import cn.yizhan.hub.storage.AlertWriter;
import cn.yizhan.hub.storage.PgEndpoints;
import cn.yizhan.hub.storage.PgEvidence;
import cn.yizhan.hub.storage.PgTokens;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The HTTP side of a hub on a test database, at a free port. */
public final class TestWeb implements AutoCloseable {
  private static final Actor TESTER = new Actor("tester", Role.SYSTEM_ADMIN, null);

  private final HttpEntry entry;
  private final int port;
  private final Peppers peppers;
  private final PgTokens tokens;
  private final List<String> obstacles = new CopyOnWriteArrayList<>();

  /**
   * Starts.
   *
   * @param directory the hub's directory
   * @param alertWork stands for what people do with alerts
   */
  public TestWeb(TestDatabase database, Path directory, AlertWork alertWork) throws IOException {
    this(database, directory, alertWork, ZoneId.of("Asia/Shanghai"));
  }

  /**
   * Starts, and shows times in that zone.
   *
   * @param directory the hub's directory
   * @param alertWork stands for what people do with alerts
   * @param zone zone of times shown to people
   */
  public TestWeb(TestDatabase database, Path directory, AlertWork alertWork, ZoneId zone)
      throws IOException {
    this.peppers = Peppers.open(directory.resolve("pepper"));
    this.tokens = new PgTokens(database.pool(), peppers);
    BootstrapToken bootstrap = new BootstrapToken(directory);
    bootstrap.ensure();
    WebParts parts =
        new WebParts(
            database.vertx(),
            database.database(),
            peppers,
            bootstrap,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            () -> List.copyOf(obstacles),
            new PgEndpoints(database.pool(), peppers, new AddressGuard(List.of()), zone),
            new WebParts.Work(alertWork, evidence(database, zone), () -> {}));
    this.entry = Await.result(parts.open(List.of(), new Console.Settings(zone, List.of())));
    this.port = Await.result(entry.listen("127.0.0.1", 0));
  }

  private static PgEvidence evidence(TestDatabase database, ZoneId zone) {
    AlertWriter writer = AlertWriter.standard(new Style("PC", zone, null));
    return new PgEvidence(database.pool(), writer, System::currentTimeMillis, step -> {});
  }

  /** The port it listens at. */
  public int port() {
    return port;
  }

  /** Keys of secrets. */
  public Peppers peppers() {
    return peppers;
  }

  /** What keeps it from being ready; empty at the start. */
  public List<String> obstacles() {
    return obstacles;
  }

  /** A client with a new token of that role, for one office or for all. */
  public ApiClient client(Role role, @Nullable String office) {
    long soon = System.currentTimeMillis() + 3_600_000;
    Tokens.Issued issued =
        Await.result(tokens.issue(TESTER, new Tokens.Wanted(role.word(), role, office, soon)));
    return client(Objects.requireNonNull(issued).secret());
  }

  /** A client with that token. */
  public ApiClient client(Secret token) {
    return new ApiClient(port, token.text());
  }

  /** A client without a token. */
  public ApiClient stranger() {
    return new ApiClient(port, null);
  }

  @Override
  public void close() {
    Await.result(entry.close());
  }
}
