package cn.yizhan.hub.notify;

/**
 * One try to deliver, done.
 *
 * @param started when it began, epoch milliseconds
 * @param tookMs how long it took, milliseconds
 * @param outcome how it ended
 */
public record Attempt(long started, int tookMs, Outcome outcome) {}
