package cn.yizhan.hub.ingest;

import cn.yizhan.protocol.Kind;
import cn.yizhan.protocol.StationCode;
import cn.yizhan.protocol.Topic;
import cn.yizhan.protocol.codec.Codec;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.message.Message;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The stations connected to this hub. Used by the ingest event loop alone. */
final class Stations {
  private final Map<StationCode, Session> sessions = new HashMap<>();
  private final Map<StationCode, Session> lingering = new HashMap<>();
  private final LongSupplier clock;
  private Runnable born = () -> {};

  Stations(LongSupplier clock) {
    this.clock = clock;
  }

  /** Whom to tell that a station has said who it is and has been sent its configuration. */
  void onBirth(Runnable listener) {
    born = listener;
  }

  /** A station has said who it is: sends its configuration, and lets what waits for it follow. */
  void welcome(Session session) {
    sendConfig(session);
    born.run();
  }

  /** The session of a station, null when it is not connected here. */
  @Nullable Session session(StationCode code) {
    return sessions.get(code);
  }

  /** Adds a session; the one before it must have been closed. */
  void add(Session session) {
    sessions.put(session.code(), session);
    forget(session.code());
  }

  /**
   * Keeps a closed session until that time: what its last readings say holds until they are too
   * old, and a hold may complete meanwhile.
   */
  void linger(Session session, long until) {
    session.lingersUntil = until;
    lingering.put(session.code(), session);
  }

  /** Lets go of a station's closed session: it is taken over, or its readings are too old. */
  void forget(StationCode code) {
    Session gone = lingering.remove(code);
    if (gone != null) {
      gone.lingersUntil = 0;
    }
  }

  /** Closed sessions whose last readings still hold. */
  List<Session> lingering() {
    return new ArrayList<>(lingering.values());
  }

  /** Removes a session; true when it was the station's current one. */
  boolean remove(Session session) {
    return sessions.remove(session.code(), session);
  }

  int count() {
    return sessions.size();
  }

  /** All sessions, safe against changes while they are walked through. */
  List<Session> all() {
    return new ArrayList<>(sessions.values());
  }

  /** Database ids of all stations connected. */
  Collection<Integer> ids() {
    List<Integer> ids = new ArrayList<>(sessions.size());
    for (Session session : sessions.values()) {
      ids.add(session.station());
    }
    return ids;
  }

  /** Messages of all sessions that are not acknowledged yet. */
  int unacknowledged() {
    int sum = 0;
    for (Session session : sessions.values()) {
      sum += session.unacknowledged();
    }
    return sum;
  }

  /** Sends a session its configuration, the hub's time and where its lanes stand. */
  void sendConfig(Session session) {
    StationFold fold = session.fold();
    StationStore.Registration registration = fold.registration();
    send(
        session,
        Kind.CONFIG,
        new Config(
            registration.version(),
            clock.getAsLong(),
            fold.positions(),
            registration.profile().thresholds().overrides(),
            registration.profile().bays(),
            registration.desired().deadbands(),
            registration.desired().texts(),
            registration.desired().breaker()));
  }

  /** Sends a message to a session; false when it has gone. */
  boolean send(Session session, Kind kind, Message message) {
    return session
        .peer()
        .publish(
            new Topic(session.code(), kind).toString(),
            Codec.encode(message, session.fold().scope()));
  }
}
