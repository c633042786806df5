package cn.yizhan.hub.alerts;

import cn.yizhan.protocol.Label;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What people are to have done by a deadline. */
public enum DeadlineKind {
  /** Say that they have taken it on. */
  ACKNOWLEDGE("签收", "acknowledge", "P01"),
  /** Have it dealt with. */
  RESOLVE("办结", "resolve", "P02"),
  /** Have looked at it on site. */
  RECHECK("复查", "recheck", "P03");

  private final String word = name().toLowerCase(Locale.ROOT);
  private final String zh;
  private final String en;
  private final String rule;

  DeadlineKind(String zh, String en, String rule) {
    this.zh = zh;
    this.en = en;
    this.rule = rule;
  }

  /** The word used in JSON and in the database. */
  public String word() {
    return word;
  }

  /** What people call the act. */
  public Label label() {
    return new Label(zh, en);
  }

  /** Id of the rule under which a miss is recorded. */
  public String missRule() {
    return rule;
  }

  /** The due time the alert itself names, milliseconds; null for no deadline. */
  public @Nullable Long due(Alert alert) {
    Alert.Due due = alert.times().due();
    return switch (this) {
      case ACKNOWLEDGE -> due.acknowledge();
      case RESOLVE -> due.resolve();
      case RECHECK -> due.recheck();
    };
  }

  /**
   * Whether it runs for an alert as it stands: in its stage of work, and never for what is closed,
   * refuted, a test, or was over before it became known. What needs no recheck is resolved once it
   * is over.
   */
  public boolean open(Alert alert) {
    Alert.State state = alert.state();
    if (due(alert) == null
        || state.test()
        || state.retrospective()
        || state.condition() == Condition.REFUTED) {
      return false;
    }
    return switch (state.work()) {
      case NEW -> this == ACKNOWLEDGE || (this == RESOLVE && lasts(alert));
      case ACKNOWLEDGED, ASSIGNED, IN_PROGRESS -> this == RESOLVE && lasts(alert);
      case RECHECK_DUE -> this == RECHECK;
      case CLOSED -> false;
    };
  }

  private static boolean lasts(Alert alert) {
    return alert.state().condition() == Condition.ACTIVE || alert.times().due().recheck() != null;
  }

  /**
   * The kind of that word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static DeadlineKind of(String word) {
    for (DeadlineKind kind : values()) {
      if (kind.word.equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no deadline is called " + word);
  }
}
