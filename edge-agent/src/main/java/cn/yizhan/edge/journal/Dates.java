package cn.yizhan.edge.journal;

/**
 * How the times of undated records of one boot become true times.
 *
 * @param shift what is added to them, ms
 * @param exact true when the time of that boot was learnt; otherwise it was fitted in between what
 *     is known
 * @param from when that boot cannot have begun before, milliseconds since 1970 UTC
 * @param until when it must have been over
 */
public record Dates(long shift, boolean exact, long from, long until) {}
