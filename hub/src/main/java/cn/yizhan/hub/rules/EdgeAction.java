package cn.yizhan.hub.rules;

import org.jspecify.annotations.Nullable;

/**
 * What the station did about a danger by itself.
 *
 * @param action a word: {@code cut}, {@code stop}, {@code shed}, {@code siren}, or {@code stuck}
 *     when the hardware does not obey
 * @param latched true while it refuses to switch on again until somebody resets it on site
 * @param confirmed true when the hardware has confirmed it
 * @param reactionMs from the reading that showed the danger to the confirmation, milliseconds; null
 *     when not told
 */
public record EdgeAction(
    String action, boolean latched, boolean confirmed, @Nullable Double reactionMs) {}
