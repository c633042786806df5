package cn.yizhan.hub.ingest;

import cn.yizhan.protocol.Kind;
import cn.yizhan.protocol.StationCode;
import cn.yizhan.protocol.message.Command;
import cn.yizhan.protocol.message.Message;
import cn.yizhan.protocol.message.Notice;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/** The way to stations that are connected to this hub; for use from any thread. */
public final class Downlink {
  private final Stations stations;
  private volatile @Nullable Context context;

  Downlink(Stations stations) {
    this.stations = stations;
  }

  void startOn(Context ingest) {
    context = ingest;
  }

  /**
   * Sends a command.
   *
   * @return whether the station was connected; it answers with a reply of its own
   */
  public Future<Boolean> command(StationCode station, Command command) {
    return send(station, Kind.COMMAND, command);
  }

  /**
   * Sends a text for the station's display.
   *
   * @return whether the station was connected
   */
  public Future<Boolean> notice(StationCode station, Notice notice) {
    return send(station, Kind.NOTICE, notice);
  }

  private Future<Boolean> send(StationCode station, Kind kind, Message message) {
    Context ingest = context;
    if (ingest == null) {
      return Future.succeededFuture(false);
    }
    Promise<Boolean> sent = Promise.promise();
    ingest.runOnContext(
        now -> {
          Session session = stations.session(station);
          sent.complete(session != null && stations.send(session, kind, message));
        });
    return sent.future();
  }
}
