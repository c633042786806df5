package cn.yizhan.protocol.message;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened at the station, as opposed to a value.
 *
 * @param id identity of the event, a ULID
 * @param type dotted words, {@code safety.cut} for instance
 * @param at when it happened
 * @param subject what it happened to, {@code bay/3} for instance; {@code station} for the whole
 * @param rule rule and version that made the agent act, {@code S02@4}; null for other events
 * @param data further facts: strings, numbers (as Double) and booleans
 */
public record StationEvent(
    String id,
    String type,
    long at,
    String subject,
    @Nullable String rule,
    Map<String, Object> data) {

  /** The same event, happened at that time. */
  public StationEvent at(long time) {
    return time == at ? this : new StationEvent(id, type, time, subject, rule, data);
  }
}
