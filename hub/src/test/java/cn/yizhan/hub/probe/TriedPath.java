package cn.yizhan.hub.probe;

import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.notify.AddressGuard;
import cn.yizhan.hub.notify.Courier;
import cn.yizhan.hub.notify.HttpPostman;
import cn.yizhan.hub.notify.Names;
import cn.yizhan.hub.notify.ProbePostman;
import cn.yizhan.hub.notify.RetrySchedule;
import cn.yizhan.hub.storage.AlertWriter;
import cn.yizhan.hub.storage.PgAlertFacts;
import cn.yizhan.hub.storage.PgOutbox;
import cn.yizhan.hub.storage.PgProbeBook;
import cn.yizhan.hub.storage.PgProbeReceipts;
import cn.yizhan.hub.storage.ProbeAlerts;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One hub's part in the probes: its watch, its courier and its receiver. */
public final class TriedPath implements AutoCloseable {
  /** Its figures. */
  public final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private final TestDatabase db;
  private final Vertx vertx;
  private final ProbeReceiver receiver;
  private final ProbeWatch watch;
  private final Peppers peppers;
  private @Nullable Courier courier;
  private volatile long ahead;

  /** Starts its receiver; its courier does not run yet. */
  public TriedPath(TestDatabase db, Peppers peppers) {
    this(db, peppers, new PgProbeReceipts(db.pool(), peppers));
  }

  TriedPath(TestDatabase db, Peppers peppers, ProbeReceipts receipts) {
    this.db = db;
    this.vertx = db.vertx();
    this.peppers = peppers;
    this.receiver = new ProbeReceiver(vertx, receipts, System::currentTimeMillis);
    Await.result(receiver.listen());
    Style style = new Style("PC", ZoneId.of("Asia/Shanghai"), null);
    PgAlertFacts facts =
        new PgAlertFacts(AlertWriter.standard(style), System::currentTimeMillis, step -> {});
    PgProbeBook book = new PgProbeBook(db.pool(), new ProbeAlerts(facts, peppers));
    this.watch =
        new ProbeWatch(
            judge -> book.review((last, now) -> judge.next(last, now + ahead)),
            new ProbeMeters(meters),
            broken -> {},
            () -> {},
            System::currentTimeMillis);
  }

  /** Looks once, as if so much time had passed. */
  public void look(Duration later) {
    Await.result(looking(later));
  }

  Future<Void> looking(Duration later) {
    ahead = later.toMillis();
    return watch.look();
  }

  /** Looks at the present, for the first time when it starts. */
  public void look() {
    look(Duration.ZERO);
  }

  /** Starts its courier, who goes to its own receiver. */
  public void deliver() {
    deliver(receiver::url);
  }

  void deliver(Supplier<@Nullable String> url) {
    HttpPostman http =
        new HttpPostman(
            vertx, new AddressGuard(List.of()), Names.of(vertx), System::currentTimeMillis, null);
    courier =
        new Courier(
            vertx,
            new PgOutbox(db.pool(), peppers),
            new ProbePostman(url, http, http),
            new RetrySchedule(new Random(1)),
            Courier.Limits.STANDARD,
            meters);
    courier.start();
  }

  /** Looks until the probe that is under way is over. */
  public void untilOver() {
    Await.until(
        "the probe is over",
        () -> {
          look();
          return db.number("select count(*) from probe where finished is null") == 0;
        });
  }

  double failures(Stage stage) {
    return meters.counter("yizhan.alert.path.failures", "step", stage.word()).count();
  }

  double gauge(String name) {
    return meters.get(name).gauge().value();
  }

  void stopDelivering() {
    if (courier != null) {
      Await.result(courier.stop(1_000));
      courier = null;
    }
  }

  @Override
  public void close() {
    stopDelivering();
    Await.result(receiver.close());
  }
}
