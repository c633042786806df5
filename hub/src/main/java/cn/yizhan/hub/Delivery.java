package cn.yizhan.hub;

import cn.yizhan.hub.notify.AddressGuard;
import cn.yizhan.hub.notify.Courier;
import cn.yizhan.hub.notify.Endpoints;
import cn.yizhan.hub.notify.HttpPostman;
import cn.yizhan.hub.notify.MailPostman;
import cn.yizhan.hub.notify.Names;
import cn.yizhan.hub.notify.PostOffice;
import cn.yizhan.hub.notify.ProbePostman;
import cn.yizhan.hub.notify.RetrySchedule;
import cn.yizhan.hub.probe.ProbeReceiver;
import cn.yizhan.hub.storage.PgEndpoints;
import cn.yizhan.hub.storage.PgOutbox;
import cn.yizhan.hub.storage.PgProbeReceipts;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second walk of a notification, from the outbox to the office, under way.
 *
 * @param courier to be woken after a commit that queued something
 * @param endpoints where notifications go
 */
record Delivery(Courier courier, Endpoints endpoints) {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final long SHORT = 1_000;
  // the whole hub stops within ten seconds; what is not answered by then is delivered again
  private static final long GRACE = 3_000;

  static Delivery start(Foundation foundation, StopStack stops) {
    Vertx vertx = foundation.vertx();
    AddressGuard guard = new AddressGuard(foundation.config().webhookAllow());
    Names names = Names.of(vertx);
    HttpPostman http = new HttpPostman(vertx, guard, names, System::currentTimeMillis, null);
    stops.push("webhook connections", SHORT, http::close);
    MailPostman mail = new MailPostman(vertx, guard, names, System::currentTimeMillis);
    ProbeReceiver receiver = receiver(foundation, stops);
    Courier courier =
        new Courier(
            vertx,
            new PgOutbox(foundation.database().pool(), foundation.peppers()),
            new ProbePostman(receiver::url, http, new PostOffice(http, mail)),
            new RetrySchedule(new SecureRandom()),
            Courier.Limits.STANDARD,
            foundation.meters());
    courier.start();
    stops.push("courier", GRACE + SHORT, () -> courier.stop(GRACE));
    Endpoints endpoints =
        new PgEndpoints(
            foundation.database().pool(), foundation.peppers(), guard, foundation.config().zone());
    return new Delivery(courier, endpoints);
  }

  /** When it cannot listen, the hub does its work all the same, and its probes say so. */
  private static ProbeReceiver receiver(Foundation foundation, StopStack stops) {
    ProbeReceiver receiver =
        new ProbeReceiver(
            foundation.vertx(),
            new PgProbeReceipts(foundation.database().pool(), foundation.peppers()),
            System::currentTimeMillis);
    stops.push("receiver of probes", SHORT, receiver::close);
    receiver.listen().onFailure(e -> LOG.error("The receiver of probes cannot listen", e));
    return receiver;
  }
}
