package cn.yizhan.protocol.codec;

/**
 * Why a message or one record of it was refused.
 *
 * @param reason whose fault it is and of what sort
 * @param place where, as a path: {@code pack[3].v}; {@code message} for the whole
 * @param expected what would have been right: {@code expected number}
 */
public record Rejection(Reason reason, String place, String expected) {

  /** Sorts of faults; the set is small so that it can be counted. */
  public enum Reason {
    /** The bytes are not JSON in UTF-8. */
    NOT_JSON,
    /** A member is missing or of the wrong type. */
    WRONG_TYPE,
    /** A text or list is too long, or a text has characters that cannot be stored. */
    BAD_TEXT,
    /** The station has no such point. */
    UNKNOWN_POINT,
    /** The unit is not the point's. */
    WRONG_UNIT,
    /** The value cannot be: not finite, out of range, not in the word list. */
    IMPOSSIBLE_VALUE,
    /** The time cannot be: too far ahead or too long ago. */
    IMPOSSIBLE_TIME,
    /** A SenML field that changes the meaning and is not understood. */
    NOT_UNDERSTOOD,
    /** The database refused what the codec had let through. */
    STORAGE
  }

  /** The sentence shown to people and sent in the PUBACK: {@code pack[3].v: expected number}. */
  public String text() {
    return place + ": " + expected;
  }
}
