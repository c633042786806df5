package cn.yizhan.hub.rules;

import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.StationEvent;
import java.util.List;

/**
 * A message that is to be stored: neither a duplicate nor refused.
 *
 * @param lane its lane
 * @param epoch name of the agent's journal, empty for a pack without an envelope
 * @param seq its number, 0 for a pack without an envelope
 * @param received when it came, by the hub's clock
 * @param late true when its readings were more than the permitted age old when it was sent
 * @param readings its readings, times corrected for the station's clock
 * @param events its events, times corrected likewise
 * @param messageKey identity of the message within the station
 */
public record Arrival(
    Lane lane,
    String epoch,
    long seq,
    long received,
    boolean late,
    List<Reading> readings,
    List<StationEvent> events,
    String messageKey)
    implements Occurrence {}
