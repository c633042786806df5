package cn.yizhan.hub.rules;

import cn.yizhan.protocol.message.StationEvent;
import org.jspecify.annotations.Nullable;

/**
 * What an event of a station says about a test that somebody makes on site: {@code test.started},
 * {@code test.ended}, or a {@code safety.*} event that does not say {@code "test": true} although
 * every one of a test does. The last is that of an agent which was killed in the test and knows of
 * none.
 *
 * @param kind what it says
 * @param id identity of the event
 * @param at when, milliseconds
 * @param by who makes the test, as the tester has said; empty for nobody
 * @param until by when a test that begins has ended, milliseconds; else the same as {@code at}
 */
public record TestSign(Kind kind, String id, long at, String by, long until) {
  private static final String STARTED = "test.started";
  private static final String ENDED = "test.ended";
  private static final int LONGEST_NAME = 128;

  /** Sorts of signs. */
  public enum Kind {
    /** A test begins. */
    STARTED,
    /** It ends. */
    ENDED,
    /** The station acts as it does when there is no test. */
    ACTS_IN_EARNEST
  }

  /** What the event says, or null when it says nothing about tests. */
  public static @Nullable TestSign of(StationEvent event) {
    Kind kind = kind(event);
    if (kind == null) {
      return null;
    }
    String by = event.data().get("by") instanceof String name ? name.strip() : "";
    return new TestSign(
        kind,
        event.id(),
        event.at(),
        by.codePointCount(0, by.length()) <= LONGEST_NAME
            ? by
            : by.substring(0, by.offsetByCodePoints(0, LONGEST_NAME)),
        kind == Kind.STARTED ? until(event) : event.at());
  }

  private static @Nullable Kind kind(StationEvent event) {
    if (event.type().equals(STARTED)) {
      return Kind.STARTED;
    }
    if (event.type().equals(ENDED)) {
      return Kind.ENDED;
    }
    SafetyAct act = DeadMan.in(event) == null ? SafetyAct.of(event) : null;
    return act == null || act.reset() || Boolean.TRUE.equals(event.data().get("test"))
        ? null
        : Kind.ACTS_IN_EARNEST;
  }

  /** At most {@link SiteTest#LONGEST} later, and that when the event says nothing possible. */
  private static long until(StationEvent event) {
    long latest = event.at() + SiteTest.LONGEST.toMillis();
    if (event.data().get("until") instanceof Number seconds) {
      double until = seconds.doubleValue() * 1000;
      return until > event.at() && until < latest ? Math.round(until) : latest;
    }
    return latest;
  }
}
