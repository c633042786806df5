package cn.yizhan.edge.mapping;

import cn.yizhan.protocol.message.Reading;
import org.jspecify.annotations.Nullable;

/**
 * A reading and its place on the agent's steady clock, so that intervals between readings are true
 * whatever becomes of the wall clock.
 *
 * @param reading as it is reported, its time by the wall clock of its receipt
 * @param at when it was read, by the steady clock
 * @param offset the wall clock's lead over the steady one at its receipt
 */
public record Heard(Reading reading, long at, long offset) {
  /** A wall clock that moved by more than this has been set, ms. */
  private static final long SET = 1_000;

  /**
   * Places a reading. It is as old as its time says, never newer than now. Hardware whose own time
   * has gone on since its newest reading is believed that much, however old the wall clock makes
   * it: thus a wall clock set forward does not turn what is said now into history.
   *
   * @param said the reading; one that came without a time has that of its receipt
   * @param newest the newest one of its point before, null when there is none
   * @param now when it was received
   */
  public static Heard of(Reading said, @Nullable Heard newest, Moment now) {
    long at = now.steady() - Math.max(0, now.wall() - said.at());
    if (newest == null) {
      return new Heard(said, at, now.offset());
    }
    if (said.at() == now.wall()) {
      return new Heard(distinct(said, newest.by(now)), Math.max(at, newest.at + 1), now.offset());
    }
    long passed = said.at() - newest.reading.at();
    if (passed > 0) {
      at = Math.max(at, Math.min(now.steady(), newest.at + passed));
    }
    return new Heard(said, at, now.offset());
  }

  /**
   * Several readings without times in one millisecond, or while the wall clock is slowed down, get
   * several times: of two with one time only the last would count.
   */
  private static Reading distinct(Reading said, Reading before) {
    long ahead = before.at() - said.at();
    return ahead >= 0 && ahead <= SET
        ? new Reading(said.point(), before.at() + 1, said.value())
        : said;
  }

  /** The reading with its time by the wall clock of that moment, which may have been set since. */
  public Reading by(Moment now) {
    long set = now.offset() - offset;
    return Math.abs(set) <= SET
        ? reading
        : new Reading(reading.point(), reading.at() + set, reading.value());
  }
}
