package cn.yizhan.edge.status;

import cn.yizhan.edge.mapping.Said;
import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.BayUse;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an agent is at one moment. Times are milliseconds since 1970 UTC by the agent's wall clock.
 * It holds nothing of any person.
 *
 * @param agent who it is
 * @param hub its connection
 * @param clock its wall clock
 * @param journal what waits for the hub
 * @param safety latches and bays
 * @param devices the hardware it knows
 * @param input what it has heard
 * @param log its last warnings and errors, the newest first
 */
public record AgentStatus(
    Agent agent,
    Hub hub,
    Clock clock,
    Journal journal,
    Safety safety,
    List<Device> devices,
    Input input,
    List<LogLine> log) {

  /** Keeps copies. */
  public AgentStatus {
    devices = List.copyOf(devices);
    log = List.copyOf(log);
  }

  /**
   * Who the agent is.
   *
   * @param station code of its station
   * @param version of the program
   * @param upSeconds since its start
   * @param configVersion version of the hub's configuration in force, 0 when none has come yet
   */
  public record Agent(String station, String version, long upSeconds, long configVersion) {}

  /**
   * The connection to the hub.
   *
   * @param connected true while the hub takes reports
   * @param since when that became so, or ceased to be; null when there never was a connection
   * @param lastError why the last attempt or connection ended; null when none has
   * @param lastAcknowledged when the hub last acknowledged a record; null when it has none yet
   * @param bytesToday bytes sent since midnight
   * @param bytesYesterday bytes sent on the day before
   */
  public record Hub(
      boolean connected,
      @Nullable Long since,
      @Nullable Happening lastError,
      @Nullable Long lastAcknowledged,
      long bytesToday,
      long bytesYesterday) {}

  /**
   * Something that happened.
   *
   * @param at when
   * @param text what, in the words of the log
   */
  public record Happening(long at, String text) {}

  /**
   * The wall clock.
   *
   * @param now what it shows
   * @param set false while it cannot be right: readings keep their order, not yet their time
   * @param offsetMillis how far it is ahead of the hub's; null when the hub has not told its time
   */
  public record Clock(long now, boolean set, @Nullable Long offsetMillis) {}

  /**
   * The journal.
   *
   * @param bytes on disk
   * @param capacity bytes it may take
   * @param waiting per lane the records that the hub has not acknowledged
   */
  public record Journal(long bytes, long capacity, Map<Lane, Long> waiting) {
    /** Keeps a copy. */
    public Journal {
      Map<Lane, Long> copy = new EnumMap<>(Lane.class);
      copy.putAll(waiting);
      waiting = copy;
    }
  }

  /**
   * What is dead for safety, and the bays.
   *
   * @param latches the latches
   * @param bays all bays
   */
  public record Safety(List<Latch> latches, List<Bay> bays) {
    /** Keeps copies. */
    public Safety {
      latches = List.copyOf(latches);
      bays = List.copyOf(bays);
    }
  }

  /**
   * A latch.
   *
   * @param subject {@code bay/3} or {@code station}
   * @param reason what the display at the bay says
   * @param since when it was cut
   */
  public record Latch(String subject, Label reason, long since) {}

  /**
   * A bay. What has not been heard, or is too old to hold, is null.
   *
   * @param number its number
   * @param use what is charged there
   * @param latched true while a latch holds it
   * @param state its state in the words of OCPP 1.6
   * @param relay true when it is switched on
   * @param power W
   * @param temperature Cel
   * @param deadManSeconds after how long its hardware goes off by itself when the agent is silent;
   *     0 when it never does
   */
  public record Bay(
      int number,
      BayUse use,
      boolean latched,
      @Nullable String state,
      @Nullable Boolean relay,
      @Nullable Double power,
      @Nullable Double temperature,
      int deadManSeconds) {}

  /**
   * A device.
   *
   * @param id its name within the station
   * @param online false when it is known to be away
   * @param lastHeard when it last said something; null when not since the start
   * @param battery charge, per cent; null when it has none or has not told
   */
  public record Device(
      String id, boolean online, @Nullable Long lastHeard, @Nullable Double battery) {}

  /**
   * What was heard since the start.
   *
   * @param readings readings taken
   * @param reported readings that went into reports; the others said nothing new
   * @param refused refused ones
   * @param puzzles what was not understood, the most frequent first
   * @param morePuzzles how many further kinds of it there are
   */
  public record Input(
      long readings, long reported, long refused, List<Puzzle> puzzles, long morePuzzles) {
    /** Keeps a copy. */
    public Input {
      puzzles = List.copyOf(puzzles);
    }
  }

  /**
   * Something that was heard and not understood.
   *
   * @param why in which way
   * @param device who said it
   * @param key the vendor's name of the value, or the topic
   * @param sample the beginning of what was said last
   * @param count how often
   */
  public record Puzzle(Said.Why why, String device, String key, String sample, long count) {}

  /**
   * A line of the log.
   *
   * @param at when it was written last
   * @param error true for an error, false for a warning
   * @param text what it says
   * @param times how often in a row
   */
  public record LogLine(long at, boolean error, String text, long times) {}
}
