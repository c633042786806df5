package cn.yizhan.hub.ingest;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.codec.Rejection;
import cn.yizhan.protocol.message.Birth;
import cn.yizhan.protocol.message.LanePosition;
import cn.yizhan.protocol.message.Reply;
import cn.yizhan.protocol.message.StationEvent;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction stores. Times are milliseconds since 1970 UTC.
 *
 * @param parts one part per station, each station at most once
 */
@SuppressWarnings("ArrayRecordComponent") // columns and hashes; never compared
public record Batch(List<Part> parts) {

  /**
   * What is stored for one station, all of it or nothing.
   *
   * @param station database id
   * @param generation generation of the session; the part is dropped when another session took over
   * @param moves where the lanes stand before and after; at least one, so that there is a fence
   * @param rows rows of the report log
   * @param extras what most batches do not have
   */
  public record Part(
      int station, long generation, List<Move> moves, List<Row> rows, Extras extras) {}

  /**
   * The way a lane goes in this batch; it may stay where it is.
   *
   * @param lane the lane
   * @param from code of the epoch and highest seq before
   * @param to code of the epoch and highest seq after
   */
  public record Move(Lane lane, Stand from, Stand to) {}

  /**
   * Where a lane stands.
   *
   * @param epoch code of the epoch, 0 before the first
   * @param seq highest sequence number stored
   */
  public record Stand(int epoch, long seq) {}

  /**
   * The message something came from.
   *
   * @param lane its lane
   * @param epoch code of its epoch, 0 for a pack without an envelope
   * @param seq its number; the hash of its bytes for a pack without an envelope
   * @param received when it arrived
   */
  public record Origin(Lane lane, int epoch, long seq, long received) {}

  /**
   * The readings of one message that have one time.
   *
   * @param origin the message
   * @param at the readings' time, corrected
   * @param flags sum of {@link Flag} bits
   * @param shift what to add to get the station's own time, 0 when it was left alone
   * @param points codes of the points
   * @param values their values, in the same order
   */
  public record Row(
      Origin origin, long at, int flags, long shift, short[] points, double[] values) {}

  /** Bits of a row's flags; the numbers are stored and never change. */
  public static final class Flag {
    /** The reading was older than the limit when it was sent. */
    public static final int LATE = 1;

    /** The time was corrected by the connection's clock offset. */
    public static final int CORRECTED = 2;

    /** A reading lies before the last judged one of its point; stored, not judged. */
    public static final int STEPS_BACK = 4;

    /** A pack without an envelope. */
    public static final int BARE = 8;

    /** The message had no readings that could be stored. */
    public static final int EMPTY = 16;

    /** A further row of its message; exactly one row of each message has this not. */
    public static final int FURTHER = 32;

    /** The time could not be and was replaced by the time of receipt. */
    public static final int REPLACED = 64;

    private Flag() {}
  }

  /**
   * Everything else a part may hold.
   *
   * @param rejections what was refused
   * @param gaps what is missing
   * @param events events inside the messages
   * @param facts what the rules made of the messages, for the alerts
   * @param twin the station's twin after this batch, null when it is not due
   * @param presence who speaks for the station, null when no birth came
   * @param replies answers to orders, each order at most once
   * @param config what the station said of its configuration, null for nothing
   */
  public record Extras(
      List<Refusal> rejections,
      List<Gap> gaps,
      List<Event> events,
      List<Fact> facts,
      @Nullable SavedTwin twin,
      @Nullable Presence presence,
      List<Reply> replies,
      @Nullable ConfigState config) {
    /** Nothing else. */
    public static final Extras NONE =
        new Extras(List.of(), List.of(), List.of(), List.of(), null, null, List.of(), null);

    /** Whether there is nothing else. */
    public boolean none() {
      return rejections.isEmpty()
          && gaps.isEmpty()
          && events.isEmpty()
          && facts.isEmpty()
          && twin == null
          && presence == null
          && replies.isEmpty()
          && config == null;
    }
  }

  /**
   * A message or record that was refused.
   *
   * @param key made with it, so that a batch stored again keeps it once, while a message that came
   *     twice is refused twice
   * @param kind last level of the topic
   * @param epoch epoch of the message, null when not known
   * @param seq number of the message, null when not known
   * @param rejection why
   * @param bytes the beginning of the message
   * @param received when it arrived
   */
  public record Refusal(
      UUID key,
      String kind,
      @Nullable String epoch,
      @Nullable Long seq,
      Rejection rejection,
      byte[] bytes,
      long received) {}

  /**
   * A twin as it is kept.
   *
   * @param state its state
   * @param received when the newest message in it came: all that is not in it came later
   */
  public record SavedTwin(byte[] state, long received) {}

  /**
   * Numbers that are missing.
   *
   * @param lane their lane
   * @param epoch code of their epoch
   * @param from first missing number
   * @param to last missing number, null when the end is not known
   * @param reason {@code missing}, or the reason the station declared
   * @param recorded when the message came that showed it
   */
  public record Gap(
      Lane lane, int epoch, long from, @Nullable Long to, String reason, long recorded) {}

  /**
   * An event.
   *
   * @param origin the message it came in
   * @param event the event, its time corrected
   */
  public record Event(Origin origin, StationEvent event) {}

  /**
   * Who speaks for the station; whether it is connected still is written elsewhere.
   *
   * @param session session id out of {@code birth}
   * @param agent the software
   * @param since when the connection was accepted
   * @param epoch name of the journal it speaks from
   */
  public record Presence(String session, String agent, long since, String epoch) {
    /** What a birth says of it, on a connection accepted then. */
    static Presence of(Birth birth, long since) {
      LanePosition data = birth.lanes().get(Lane.DATA);
      return new Presence(birth.session(), birth.agent(), since, data == null ? "" : data.epoch());
    }
  }

  /**
   * What a station says of its configuration.
   *
   * @param version the one in force, null when it did not say
   * @param exact true when a birth said it, which knows best; what an event says may be overtaken
   * @param refused the one it refused, null for none
   * @param reason why it refused it
   * @param at when it said so
   */
  public record ConfigState(
      @Nullable Long version, boolean exact, @Nullable Long refused, String reason, long at) {
    /** This, and then that. */
    ConfigState then(ConfigState next) {
      Long newer = next.version;
      Long older = version;
      boolean overtaken = !next.exact && newer != null && older != null && older > newer;
      return new ConfigState(
          newer == null || overtaken ? older : newer,
          exact || next.exact,
          next.refused == null ? refused : next.refused,
          next.refused == null ? reason : next.reason,
          Math.max(at, next.at));
    }
  }
}
