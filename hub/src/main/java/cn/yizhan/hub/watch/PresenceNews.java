package cn.yizhan.hub.watch;

import org.jspecify.annotations.Nullable;

/**
 * That a station's connection is another than what was last told of it.
 *
 * @param station database id
 * @param online whether it is connected now
 * @param since since when, or since when it is missed, milliseconds
 * @param away how long it was missed before it was connected again, milliseconds; null when that
 *     was never told, and while it is missed
 * @param told the number of the change that was told last; 0 when there was none
 */
public record PresenceNews(
    int station, boolean online, long since, @Nullable Long away, int told) {}
