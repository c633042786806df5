package cn.yizhan.protocol.message;

import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.codec.Rejection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One numbered message of a lane.
 *
 * @param lane the lane it is numbered in
 * @param epoch name of the agent's journal, {@code [0-9A-Za-z]{1,32}}
 * @param seq number within (station, lane, epoch), from 1
 * @param sent when this transmission left the station, by its clock
 * @param readings readings that were understood, in the order of the pack
 * @param events events, in order
 * @param lost a loss declared with this message, or null
 * @param rejected records of the pack that were refused; always empty when encoding
 */
public record Report(
    Lane lane,
    String epoch,
    long seq,
    long sent,
    List<Reading> readings,
    List<StationEvent> events,
    @Nullable Lost lost,
    List<Rejection> rejected)
    implements Message {}
