package cn.yizhan.protocol.message;

/**
 * The result of a command.
 *
 * @param id identity of the command
 * @param at when it was done or given up
 * @param result what became of it
 * @param detail a sentence for people; empty when there is nothing to add
 */
public record Reply(String id, long at, Result result, String detail) implements Message {
  /** What became of a command. */
  public enum Result {
    /** Executed, and confirmed where the hardware can. */
    DONE,
    /** Tried without success. */
    FAILED,
    /** Came too late. */
    EXPIRED,
    /** Not understood, or not allowed here. */
    REFUSED
  }
}
