package cn.yizhan.hub.health;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the hub is ready to take messages: it has started, is not stopping, and each of its
 * checks passed at its last run. A hub that is not ready lives on and becomes ready again.
 */
public final class Health {
  private static final Logger LOG = LoggerFactory.getLogger(Health.class);
  private static final String STARTING = "starting";

  private final Vertx vertx;
  private final Map<String, String> failing = new ConcurrentSkipListMap<>();
  private final Map<String, List<String>> warnings = new ConcurrentSkipListMap<>();

  /**
   * Not ready until {@link #started}.
   *
   * @param vertx runs the checks
   */
  public Health(Vertx vertx) {
    this.vertx = vertx;
    failing.put("hub", STARTING);
  }

  /**
   * Runs a check now and again after each pause.
   *
   * @param name what is checked, {@code database} for instance
   * @param pause milliseconds between the end of a run and the next
   * @param check completes when all is well, within its own limit
   * @return the action that ends the checking, after the first run
   */
  public Future<Runnable> watch(String name, long pause, Supplier<Future<Void>> check) {
    Watch watch = new Watch(name, pause, check);
    return watch.run().map(done -> watch::stop);
  }

  /** Everything is up. */
  public void started() {
    failing.remove("hub", STARTING);
  }

  /** No longer ready, for good. */
  public void stopping() {
    failing.put("hub", "stopping");
  }

  /** Whether messages can be stored now. */
  public boolean ready() {
    return failing.isEmpty();
  }

  /** Why the hub is not ready: reason by name of the check; empty when it is. */
  public Map<String, String> failing() {
    return new TreeMap<>(failing);
  }

  /** What should be seen to although the hub is ready. */
  public List<String> warnings() {
    return warnings.values().stream().flatMap(List::stream).toList();
  }

  /**
   * Replaces what should be seen to.
   *
   * @param of whose warnings they are
   */
  public void warn(String of, List<String> names) {
    warnings.put(of, List.copyOf(names));
  }

  private void note(String name, String reason) {
    if (failing.put(name, reason) == null) {
      LOG.warn("not ready, {}: {}", name, reason);
    }
  }

  private void clear(String name) {
    if (failing.remove(name) != null) {
      LOG.info("{} is back", name);
    }
  }

  private final class Watch {
    private final String name;
    private final long pause;
    private final Supplier<Future<Void>> check;
    private volatile boolean stopped;
    private volatile long timer = -1;

    Watch(String name, long pause, Supplier<Future<Void>> check) {
      this.name = name;
      this.pause = pause;
      this.check = check;
    }

    Future<Void> run() {
      return check
          .get()
          .onSuccess(done -> clear(name))
          .recover(
              e -> {
                note(name, String.valueOf(e.getMessage()));
                return Future.succeededFuture();
              })
          .onSuccess(
              done -> {
                if (!stopped) {
                  timer = vertx.setTimer(pause, id -> run());
                }
              });
    }

    void stop() {
      stopped = true;
      vertx.cancelTimer(timer);
    }
  }
}
