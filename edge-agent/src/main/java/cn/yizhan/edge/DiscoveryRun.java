package cn.yizhan.edge;

import cn.yizhan.edge.hardware.LocalAddress;
import cn.yizhan.edge.mapping.Dialects;
import cn.yizhan.edge.stationfile.Discovery;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** Listens to the hardware of a station for a while, when its agent does not run. */
final class DiscoveryRun {
  private DiscoveryRun() {}

  /**
   * Listens.
   *
   * @param address where hardware connects
   * @param dialects how it speaks
   * @param millis for how long
   * @return what was heard; fails when the address is in use
   */
  static Future<Discovery> listen(
      Vertx vertx, LocalAddress address, Dialects dialects, long millis) {
    Discovery heard = new Discovery();
    return HardwareTrial.start(
            vertx,
            address,
            dialects,
            System::currentTimeMillis,
            said -> heard.hear(said, System.currentTimeMillis()))
        .compose(
            endpoint -> {
              Promise<Void> over = Promise.promise();
              vertx.setTimer(millis, id -> over.complete());
              return over.future().eventually(endpoint::stop);
            })
        .map(done -> heard);
  }
}
