package cn.yizhan.hub.alerts;

import org.jspecify.annotations.Nullable;

/**
 * A change of an alert.
 *
 * @param alert the alert after it
 * @param what what happened, a word of the history
 * @param notice what offices are told, null for nothing
 */
public record Step(Alert alert, String what, @Nullable Notice notice) {}
