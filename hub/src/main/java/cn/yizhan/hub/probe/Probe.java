package cn.yizhan.hub.probe;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A synthetic alert: it is raised, and when its receiver was told, cleared and closed.
 *
 * @param alert identity of the alert
 * @param began when it was raised, epoch milliseconds by the database's clock
 * @param ended when it was cleared and closed, null while it was not
 * @param finished whether its receiver was told that, too, or it was given up
 * @param reached how far what was done last, the raising or the end, has got
 * @param detail how the last try to deliver ended, null when there was none
 */
public record Probe(
    UUID alert,
    long began,
    @Nullable Long ended,
    boolean finished,
    Stage reached,
    @Nullable String detail) {}
