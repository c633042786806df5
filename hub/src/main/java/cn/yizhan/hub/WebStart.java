package cn.yizhan.hub;

import cn.yizhan.hub.access.BootstrapToken;
import cn.yizhan.hub.api.HttpEntry;
import cn.yizhan.hub.api.Readiness;
import cn.yizhan.hub.config.HostPort;
import cn.yizhan.hub.console.Console;
import cn.yizhan.hub.health.Health;
import cn.yizhan.hub.notify.Endpoints;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.List;

/** Brings up the port for people and programs. */
final class WebStart {
  private static final long STOP = 2_000;

  private final Foundation foundation;
  private final StopStack stops;

  WebStart(Foundation foundation, StopStack stops) {
    this.foundation = foundation;
    this.stops = stops;
  }

  /**
   * Listens when the future completes.
   *
   * @param endpoints where notifications go
   * @param work what people do with alerts, and who is told of what is to go to stations
   * @return the port
   */
  Future<Integer> run(Endpoints endpoints, WebParts.Work work) {
    return foundation
        .vertx()
        .executeBlocking(this::bootstrapToken)
        .compose(bootstrap -> parts(bootstrap, endpoints, work).open(List.of(), page()))
        .compose(this::listen);
  }

  private BootstrapToken bootstrapToken() throws IOException {
    BootstrapToken bootstrap = new BootstrapToken(foundation.config().data());
    bootstrap.ensure();
    return bootstrap;
  }

  private WebParts parts(BootstrapToken bootstrap, Endpoints endpoints, WebParts.Work work) {
    return new WebParts(
        foundation.vertx(),
        foundation.database(),
        foundation.peppers(),
        bootstrap,
        foundation.meters(),
        readiness(),
        endpoints,
        work);
  }

  private Console.Settings page() {
    return new Console.Settings(foundation.config().zone(), foundation.config().loginFrom());
  }

  // names alone: reasons may hold addresses and stay in the log, this answer is open to anybody
  private Readiness readiness() {
    Health health = foundation.health();
    return new Readiness() {
      @Override
      public List<String> obstacles() {
        return List.copyOf(health.failing().keySet());
      }

      @Override
      public List<String> warnings() {
        return health.warnings();
      }
    };
  }

  private Future<Integer> listen(HttpEntry entry) {
    HostPort at = foundation.config().http();
    return entry
        .listen(at.host(), at.port())
        .onSuccess(port -> stops.push("http", STOP, entry::close));
  }
}
