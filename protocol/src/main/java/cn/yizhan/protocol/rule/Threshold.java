package cn.yizhan.protocol.rule;

import org.jspecify.annotations.Nullable;

/**
 * A number a rule depends on.
 *
 * @param value its default, null when it is registered with the subject
 * @param from where it is registered: {@code item.minimum} or {@code item.capacity}; null when it
 *     has a default
 * @param unit its unit, {@code 1} for a share, null for booleans, and for levels whose unit is the
 *     item's
 * @param source where the default comes from
 */
public record Threshold(
    @Nullable Double value, @Nullable String from, @Nullable String unit, String source) {}
