package cn.yizhan.edge.safety;

import cn.yizhan.protocol.Label;

/**
 * A latch, as people see it.
 *
 * @param subject {@code bay/3} or {@code station}
 * @param reason what displays say
 * @param since when it was cut, milliseconds since 1970 UTC
 */
public record ShownLatch(String subject, Label reason, long since) {}
