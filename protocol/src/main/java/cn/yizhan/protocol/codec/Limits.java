package cn.yizhan.protocol.codec;

/** Bounds of what a message may hold. All are part of protocol version 1. */
public final class Limits {
  /** Bytes of one message an agent sends at most. */
  public static final int AGENT_MESSAGE_BYTES = 16 * 1024;

  /** Bytes of one message the hub takes by default. */
  public static final int HUB_MESSAGE_BYTES = 64 * 1024;

  /** Records of one pack. */
  public static final int RECORDS = 1000;

  /** Events of one message. */
  public static final int EVENTS = 100;

  /** Members of the data of one event, or arguments of one command. */
  public static final int DATA_MEMBERS = 32;

  /** Devices in one birth, and points declared in it. */
  public static final int DEVICES = 200;

  /** Points declared in one birth. */
  public static final int DECLARED_POINTS = 1000;

  /** Rules in one configuration, and thresholds of one rule. */
  public static final int RULES = 100;

  /** Bays in one configuration. */
  public static final int BAYS = 200;

  /** Deadbands in one configuration. */
  public static final int DEADBANDS = 200;

  /** Texts for displays in one configuration. */
  public static final int DISPLAY_TEXTS = 8;

  /** Characters of an identifier: epoch, session, message id, subject, type. */
  public static final int WORD_CHARS = 64;

  /** Characters of a text inside the data of an event, of a reply and of a name for people. */
  public static final int TEXT_CHARS = 512;

  /** Greatest sequence number and version: what every JSON reader holds exactly. */
  public static final long MAX_NUMBER = (1L << 53) - 1;

  /** Depth to which JSON may be nested. */
  public static final int NESTING = 32;

  /** Last time that can be said, the end of the year 9999, in milliseconds. */
  public static final long MAX_TIME = 253_402_300_799_999L;

  /** SenML times below this many milliseconds are relative to now (RFC 8428, 2^28 seconds). */
  public static final long RELATIVE_TIME = (1L << 28) * 1000;

  private Limits() {}
}
