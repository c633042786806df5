package cn.yizhan.hub.api;

/**
 * One thing that is wrong with a request.
 *
 * @param place where: {@code body.bays[0].use}, {@code query.from}, {@code path.station}
 * @param detail what would have been right
 */
public record Fault(String place, String detail) {}
