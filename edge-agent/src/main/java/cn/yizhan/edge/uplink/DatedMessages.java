package cn.yizhan.edge.uplink;

import cn.yizhan.edge.journal.Dates;
import cn.yizhan.edge.journal.JournalRecord;
import cn.yizhan.edge.journal.Undated;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.Birth;
import cn.yizhan.protocol.message.StationEvent;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one connection sends: each message with the time of its sending, and with true times in it.
 * Where these are estimates, the first record of each boot and lane says so.
 */
final class DatedMessages {
  private record Told(Lane lane, UUID boot) {}

  private final TrueTime time;
  private final Set<Told> told = new HashSet<>();

  DatedMessages(TrueTime time) {
    this.time = time;
  }

  /** The message of a record. */
  byte[] of(JournalRecord record) {
    Undated undated = record.undated();
    byte[] body = record.body();
    if (undated != null) {
      Dates dates = time.dates(undated.boot());
      body = Redating.of(body, dates.shift(), note(record.lane(), undated.boot(), dates));
    }
    return Stamp.message(record.epoch(), record.seq(), time.now(), body);
  }

  private @Nullable StationEvent note(Lane lane, UUID boot, Dates dates) {
    if (dates.exact() || !told.add(new Told(lane, boot))) {
      return null;
    }
    return new StationEvent(
        lane.word() + ":" + boot,
        "clock.estimated",
        dates.until(),
        "station",
        null,
        Map.of(
            "from", dates.from() / 1000.0,
            "until", dates.until() / 1000.0,
            "boot", boot.toString()));
  }

  /** The birth, with the time of its sending. */
  Birth of(Birth birth) {
    return new Birth(
        birth.session(),
        birth.agent(),
        time.now(),
        birth.lanes(),
        birth.devices(),
        birth.points(),
        birth.configVersion(),
        birth.journal());
  }
}
