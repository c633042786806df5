package cn.yizhan.edge;

import cn.yizhan.edge.control.ControlSocket;
import cn.yizhan.edge.stationfile.HostPort;
import cn.yizhan.edge.status.AgentStatus;
import cn.yizhan.edge.status.StatusServer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What somebody at the box can see and order: the status page and the control socket. Neither is
 * needed for safety or reports, so an agent that cannot have them goes on without.
 */
final class OnSite {
  private static final Logger LOG = LoggerFactory.getLogger(OnSite.class);

  private final List<Supplier<Future<Void>>> open = new ArrayList<>();

  private OnSite() {}

  /** Opens both; called on the agent's event loop. */
  static OnSite open(
      Context context, AgentConfig config, Desks desks, Supplier<Future<AgentStatus>> status) {
    OnSite onSite = new OnSite();
    HostPort page = config.local().status();
    if (page != null) {
      ZoneId zone = config.wiring().zone();
      StatusServer.start(context.owner(), page.port(), status, zone)
          .onSuccess(
              server -> {
                onSite.open.add(server::stop);
                LOG.info("status page on http://127.0.0.1:{}/", server.port());
              })
          .onFailure(error -> LOG.warn("there is no status page: {}", error.toString()));
    }
    LocalControl control = new LocalControl(desks);
    ControlSocket.open(context.owner(), config.data(), control::handle)
        .onSuccess(socket -> onSite.open.add(socket::close))
        .onFailure(error -> LOG.warn("there is no control socket: {}", error.toString()));
    return onSite;
  }

  Future<?> close() {
    return Future.join(open.stream().map(Supplier::get).toList());
  }
}
