package cn.yizhan.edge.uplink;

import cn.yizhan.edge.journal.AsyncJournal;
import cn.yizhan.protocol.Lane;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.ZoneId;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a session with the hub, one after the other. Confined to one event loop. */
public final class Uplink {
  static final String NEW_EPOCH = "a new epoch has begun";
  static final String OUTDATED = "new hardware is to be declared";
  private static final Logger LOG = LoggerFactory.getLogger(Uplink.class);
  private static final long TICK = 500;

  /** Where the stations are; its days are those of the figures. */
  private static final ZoneId PLACE = ZoneId.of("Asia/Shanghai");

  /**
   * What a session works with.
   *
   * @param account who the station is
   * @param journal what is to be sent
   * @param station the agent
   * @param time what is known of the time
   * @param timing how long to wait
   * @param acknowledgements told of each record the hub acknowledges: ms from sending to PUBACK
   */
  public record Parts(
      HubAccount account,
      AsyncJournal journal,
      StationSide station,
      TrueTime time,
      UplinkTiming timing,
      LongConsumer acknowledgements) {}

  private final Parts parts;
  private final Context context;
  private final Backoff backoff;
  private final LinkMeter meter = new LinkMeter(PLACE);
  private final long ticker;
  private @Nullable HubSession session;
  private boolean stopped;

  private Uplink(Parts parts, Context context) {
    this.parts = parts;
    this.context = context;
    this.backoff =
        new Backoff(
            parts.timing().retryFirst(),
            parts.timing().retryMost(),
            () -> ThreadLocalRandom.current().nextDouble());
    this.ticker = context.owner().setPeriodic(TICK, id -> tick());
  }

  /**
   * Starts connecting.
   *
   * @param context the agent's event loop, on which this is called
   */
  public static Uplink start(Parts parts, Context context) {
    Uplink uplink = new Uplink(parts, context);
    uplink.connect();
    return uplink;
  }

  /** True while the hub takes reports. */
  public boolean connected() {
    return session != null && session.configured();
  }

  /** What the connection has carried and how it does. */
  public LinkFigures figures() {
    return meter.figures(parts.time().now());
  }

  /** The journal has new records. */
  public void appended(Lane lane) {
    HubSession open = session;
    if (open != null) {
      open.appended(lane);
    }
  }

  /**
   * Begins a new session at once, because the birth of this one no longer tells the truth; one that
   * has not been born yet will tell it.
   */
  public void renew() {
    HubSession open = session;
    if (open != null) {
      open.outdate();
    }
  }

  private void tick() {
    HubSession open = session;
    if (open != null) {
      open.tick();
    }
  }

  private void connect() {
    if (stopped) {
      return;
    }
    HubSession next = new HubSession(parts, meter, context);
    session = next;
    next.run().onSuccess(reason -> ended(next, reason));
  }

  private void ended(HubSession done, String reason) {
    if (session == done) {
      session = null;
    }
    if (stopped) {
      return;
    }
    meter.ended(reason, parts.time().now());
    if (done.configured()) {
      backoff.succeeded();
    }
    boolean atOnce = reason.equals(NEW_EPOCH) || reason.equals(OUTDATED);
    long wait = atOnce ? 1 : backoff.failed();
    LOG.info("{}: {}; next attempt in {} ms", parts.account().station(), reason, wait);
    context.owner().setTimer(wait, id -> connect());
  }

  /** Says goodbye and stays away. */
  public Future<Void> stop() {
    stopped = true;
    context.owner().cancelTimer(ticker);
    HubSession open = session;
    if (open != null) {
      // What it saves is in the journal's queue before whatever is asked of the journal next.
      open.end("stopped");
    }
    return Future.succeededFuture();
  }
}
