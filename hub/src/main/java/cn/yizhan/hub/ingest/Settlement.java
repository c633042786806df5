package cn.yizhan.hub.ingest;

import cn.yizhan.protocol.codec.Rejection;
import cn.yizhan.protocol.message.Birth;
import cn.yizhan.protocol.message.Death;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import java.util.Collection;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows a batch: acknowledgements in the order of receipt, answers, counters. */
final class Settlement {
  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

  private final Stations stations;
  private final LatestBoard latest;
  private final PresenceBoard presence;
  private final IngestMeters meters;

  Settlement(Stations stations, LatestBoard latest, PresenceBoard presence, IngestMeters meters) {
    this.stations = stations;
    this.latest = latest;
    this.presence = presence;
    this.meters = meters;
  }

  /**
   * Acknowledges what is durable, in the order of receipt; sessions whose station was taken over
   * are closed without.
   */
  void settle(Collection<Round.Entry> entries, Set<Integer> lost) {
    for (Round.Entry entry : entries) {
      Session session = entry.session();
      if (lost.contains(session.station())) {
        session
            .peer()
            .disconnect(
                MqttDisconnectReasonCode.SESSION_TAKEN_OVER, "another connection took over");
        session.lingersUntil = 0;
        release(entry);
        continue;
      }
      meters.settled(entry.tally());
      latest.settled(session, entry.part() != null && !entry.part().rows().isEmpty());
      for (Prepared prepared : entry.messages()) {
        answer(session, prepared);
      }
    }
  }

  private void answer(Session session, Prepared prepared) {
    Rejection fault = prepared.fault();
    if (fault == null) {
      session.peer().acknowledge(prepared.inbound().packet());
    } else {
      session.peer().refuse(prepared.inbound().packet(), fault.text());
    }
    session.settled(prepared.inbound());
    if (prepared.message() instanceof Birth) {
      begin(session, prepared.inbound().received());
    } else if (prepared.message() instanceof Death death) {
      end(session, death, prepared.inbound().received());
    }
  }

  /** A station that had said it goes, and stays, is connected again. */
  private void begin(Session session, long at) {
    stations.welcome(session);
    if (!session.isClosed()) {
      presence.note(session, true, at);
    }
  }

  /** A station that says it goes is not connected; the end of an earlier session says nothing. */
  private void end(Session session, Death death, long at) {
    Birth birth = session.fold().birth();
    if (birth != null && birth.session().equals(death.session()) && !session.isClosed()) {
      presence.note(session, false, at);
    }
  }

  /** Leaves everything unacknowledged and disconnects: the stations will send it again. */
  void abandon(Collection<Round.Entry> entries) {
    for (Round.Entry entry : entries) {
      entry
          .session()
          .peer()
          .disconnect(MqttDisconnectReasonCode.UNSPECIFIED_ERROR, "not stored, send again");
      release(entry);
    }
  }

  private static void release(Round.Entry entry) {
    for (Prepared prepared : entry.messages()) {
      entry.session().settled(prepared.inbound());
    }
  }

  /** Counts a batch and how long it took. */
  void measured(Collection<Round.Entry> entries, long nanos) {
    int messages = 0;
    for (Round.Entry entry : entries) {
      messages += entry.messages().size();
    }
    meters.batch(messages, nanos);
  }

  /** Counts a try that did not come to a known end. */
  void failed(Throwable cause) {
    LOG.warn("a batch did not come to a known end and is repeated: {}", cause.toString());
    meters.failed();
  }
}
