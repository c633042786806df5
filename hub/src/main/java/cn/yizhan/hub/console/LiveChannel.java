package cn.yizhan.hub.console;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Role;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages that see the same stations: read for once, told together. Lives on one context. */
final class LiveChannel {
  private static final Logger log = LoggerFactory.getLogger(LiveChannel.class);
  private static final Duration VALUES = Duration.ofSeconds(4);
  private static final Duration BEAT = Duration.ofSeconds(10);
  private static final Duration STALE = Duration.ofSeconds(5);
  // a checkpoint may commit after a later one
  private static final Duration OVERLAP = Duration.ofSeconds(5);

  private final OverviewSource source;
  private final OverviewMaker maker;
  private final Actor viewer;
  private final Set<LiveStream> streams = new LinkedHashSet<>();

  private Latest latest = Latest.NONE;
  private @Nullable Overview overview;
  private boolean reading;
  private boolean failing;
  private boolean saidStale;
  private long readAt;
  private long valuesAt;
  private long beatAt;

  /**
   * @param office the one office its pages see, null for all
   */
  LiveChannel(OverviewSource source, OverviewMaker maker, @Nullable Integer office, long now) {
    this.source = source;
    this.maker = maker;
    this.viewer = new Actor("console", Role.VIEWER, office);
    this.readAt = now;
    this.beatAt = now;
  }

  /** A page comes; it is told at once what is known. */
  void join(LiveStream stream, long now) {
    streams.add(stream);
    if (overview != null && now - readAt < STALE.toMillis()) {
      push(overview, stream, new IdentityHashMap<>(), true);
    }
  }

  /** A page goes; true when it was here. */
  boolean leave(LiveStream stream) {
    return streams.remove(stream);
  }

  /** True when nobody listens. */
  boolean empty() {
    return streams.isEmpty();
  }

  /** Ends all answers. */
  void end() {
    streams.forEach(LiveStream::end);
    streams.clear();
  }

  /** Reads, unless it is still reading, and lets the pages know how old what they show is. */
  void tick(long now) {
    if (!reading) {
      reading = true;
      source
          .read(viewer, Math.max(0, latest.saved() - OVERLAP.toMillis()))
          .map(snapshot -> made(snapshot, now))
          .onComplete(
              made -> {
                reading = false;
                failing = false;
                tell(made, now);
              },
              failure -> {
                reading = false;
                if (!failing) {
                  log.warn("the overview cannot be read: {}", failure.toString());
                }
                failing = true;
              });
    }
    boolean stale = now - readAt > STALE.toMillis();
    if (stale != saidStale || now - beatAt >= BEAT.toMillis()) {
      saidStale = stale;
      beatAt = now;
      beat(stale, now);
    }
  }

  private Overview made(Snapshot read, long now) {
    latest = read.latest().over(latest);
    return maker.overview(
        new Snapshot(read.stations(), read.alerts(), read.openAlerts(), latest), now);
  }

  private void tell(Overview made, long now) {
    overview = made;
    readAt = now;
    boolean values = now - valuesAt >= VALUES.toMillis();
    valuesAt = values ? now : valuesAt;
    IdentityHashMap<Overview, Told> alike = new IdentityHashMap<>();
    for (LiveStream stream : Set.copyOf(streams)) {
      if (stream.takes(now)) {
        push(made, stream, alike, values);
      }
    }
  }

  /** What a change came to, so that pages that saw the same are served by one comparison. */
  private record Told(Overview seen, @Nullable Buffer event) {}

  private static void push(
      Overview now, LiveStream stream, IdentityHashMap<Overview, Told> alike, boolean values) {
    Overview seen = stream.seen();
    Told told =
        seen == null
            ? new Told(now, LiveStream.event("overview", OverviewJson.of(now)))
            : alike.computeIfAbsent(seen, before -> told(Change.between(before, now, values)));
    if (told.event() != null) {
      stream.tell(told.seen(), told.event());
    }
  }

  private static Told told(Change change) {
    JsonObject event = change.event();
    return new Told(change.seen(), event == null ? null : LiveStream.event("change", event));
  }

  private void beat(boolean stale, long now) {
    Buffer event =
        LiveStream.event(
            "beat",
            new JsonObject()
                .put("time", OverviewJson.time(now))
                .put("asOf", OverviewJson.time(readAt))
                .put("stale", stale));
    for (LiveStream stream : Set.copyOf(streams)) {
      if (stream.takes(now)) {
        stream.tell(event);
      }
    }
  }
}
