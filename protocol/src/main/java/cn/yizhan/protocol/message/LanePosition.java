package cn.yizhan.protocol.message;

/**
 * A place in a lane.
 *
 * @param epoch name of the journal
 * @param seq in {@code birth} the next number to be used, in {@code config} the highest one the hub
 *     has (0 when it has none)
 */
public record LanePosition(String epoch, long seq) {}
