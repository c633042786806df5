package cn.yizhan.protocol.message;

import cn.yizhan.protocol.Lane;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * First message of each connection of an agent.
 *
 * @param session identity of this connection, repeated by its {@link Death}
 * @param agent name and version of the software
 * @param sent when it left the station, by its clock
 * @param lanes per lane the epoch and the next sequence number
 * @param devices hardware the agent hears
 * @param points points beyond those of the registered bays and items, with their units
 * @param configVersion version of the configuration in force, 0 for none
 * @param journal how full the journal is
 */
public record Birth(
    String session,
    String agent,
    long sent,
    Map<Lane, LanePosition> lanes,
    List<Device> devices,
    List<DeclaredPoint> points,
    long configVersion,
    JournalFill journal)
    implements Message {

  /**
   * A piece of hardware.
   *
   * @param id name within the station
   * @param model what it is, free text
   */
  public record Device(String id, String model) {}

  /**
   * A point the agent reports.
   *
   * @param name its name
   * @param unit its unit, null for booleans and words
   */
  public record DeclaredPoint(String name, @Nullable String unit) {}

  /**
   * Fill of the journal.
   *
   * @param bytes bytes held on disk
   * @param capacity bytes it may hold
   */
  public record JournalFill(long bytes, long capacity) {}
}
