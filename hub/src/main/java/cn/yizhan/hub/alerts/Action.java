package cn.yizhan.hub.alerts;

import cn.yizhan.protocol.rule.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something a person does about an alert. */
public sealed interface Action {
  /** The word in the API, in the history and in the audit log. */
  String word();

  /** What it makes of the alert, whose row is locked. */
  Handled on(Alert alert, Rule rule, Deed deed);

  /** What the history keeps of it. */
  Map<String, Object> said();

  /** Takes it on. */
  record Acknowledge() implements Action {
    @Override
    public String word() {
      return "acknowledge";
    }

    @Override
    public Handled on(Alert alert, Rule rule, Deed deed) {
      return Handling.acknowledge(alert, deed);
    }

    @Override
    public Map<String, Object> said() {
      return Map.of();
    }
  }

  /**
   * Gives it to somebody.
   *
   * @param to who is to see to it, as people there call them
   * @param text what else is to be known, empty for nothing
   */
  record Assign(String to, String text) implements Action {
    @Override
    public String word() {
      return "assign";
    }

    @Override
    public Handled on(Alert alert, Rule rule, Deed deed) {
      return Handling.assign(alert, to, deed);
    }

    @Override
    public Map<String, Object> said() {
      return Map.of("to", to, "text", text);
    }
  }

  /** Begins to work on it. */
  record Start() implements Action {
    @Override
    public String word() {
      return "start";
    }

    @Override
    public Handled on(Alert alert, Rule rule, Deed deed) {
      return Handling.start(alert, deed);
    }

    @Override
    public Map<String, Object> said() {
      return Map.of();
    }
  }

  /**
   * Writes something down.
   *
   * @param text what
   */
  record Note(String text) implements Action {
    @Override
    public String word() {
      return "note";
    }

    @Override
    public Handled on(Alert alert, Rule rule, Deed deed) {
      return Handling.written(alert, "noted");
    }

    @Override
    public Map<String, Object> said() {
      return Map.of("text", text);
    }
  }

  /**
   * Says that the danger has been dealt with, so that somebody is to look at it on site.
   *
   * @param text what was done
   */
  record Fixed(String text) implements Action {
    @Override
    public String word() {
      return "fixed";
    }

    @Override
    public Handled on(Alert alert, Rule rule, Deed deed) {
      return Handling.fixed(alert, rule, deed);
    }

    @Override
    public Map<String, Object> said() {
      return Map.of("text", text);
    }
  }

  /**
   * Closes an alert that needs no recheck.
   *
   * @param cause what it was
   * @param text what else is to be known, empty for nothing
   */
  record Close(Cause cause, String text) implements Action {
    @Override
    public String word() {
      return "close";
    }

    @Override
    public Handled on(Alert alert, Rule rule, Deed deed) {
      return Handling.close(alert, rule, cause, deed);
    }

    @Override
    public Map<String, Object> said() {
      return Map.of("cause", cause.word(), "text", text);
    }
  }

  /** How a recheck ended. */
  enum Result {
    FIXED("fixed"),
    NOT_FIXED("not-fixed"),
    FALSE_ALARM("false-alarm");

    private final String word;

    Result(String word) {
      this.word = word;
    }

    /** The word in the API. */
    public String word() {
      return word;
    }

    /** The result of that word, or null. */
    public static @Nullable Result of(String word) {
      for (Result result : values()) {
        if (result.word.equals(word)) {
          return result;
        }
      }
      return null;
    }
  }

  /**
   * Has looked at it on site.
   *
   * @param result what was found
   * @param cause what it was; of no account when it is not fixed
   * @param text what else is to be known, empty for nothing
   * @param evidence digests of the photos that show it
   * @param withoutPhoto why there is no photo, empty for nothing
   */
  record Recheck(
      Result result, Cause cause, String text, List<String> evidence, String withoutPhoto)
      implements Action {
    /** Fewest and most characters of why there is no photo. */
    public static final int LEAST_REASON = 4;

    public static final int MOST_REASON = 200;

    /** Copies the list. */
    public Recheck {
      evidence = List.copyOf(evidence);
    }

    @Override
    public String word() {
      return "recheck";
    }

    @Override
    public Handled on(Alert alert, Rule rule, Deed deed) {
      return Handling.recheck(alert, rule, this, deed);
    }

    @Override
    public Map<String, Object> said() {
      Map<String, Object> said = new LinkedHashMap<>();
      said.put("result", result.word());
      said.put("cause", cause.word());
      said.put("text", text);
      said.put("evidence", evidence);
      if (!withoutPhoto.isEmpty()) {
        said.put("withoutPhoto", withoutPhoto);
      }
      return said;
    }
  }

  /**
   * Has called the host back.
   *
   * @param visit true when by a visit, false when by phone
   * @param text what was said
   */
  record CallBack(boolean visit, String text) implements Action {
    @Override
    public String word() {
      return "call-back";
    }

    @Override
    public Handled on(Alert alert, Rule rule, Deed deed) {
      return Handling.written(alert, "called-back");
    }

    @Override
    public Map<String, Object> said() {
      return Map.of("way", visit ? "visit" : "phone", "text", text);
    }
  }

  /**
   * Opens a closed one again.
   *
   * @param text why
   */
  record Reopen(String text) implements Action {
    @Override
    public String word() {
      return "reopen";
    }

    @Override
    public Handled on(Alert alert, Rule rule, Deed deed) {
      return Handling.reopen(alert, rule, deed);
    }

    @Override
    public Map<String, Object> said() {
      return Map.of("text", text);
    }
  }

  /**
   * Sets the number of the work order elsewhere.
   *
   * @param number the number, null for none
   */
  record Reference(@Nullable String number) implements Action {
    @Override
    public String word() {
      return "reference";
    }

    @Override
    public Handled on(Alert alert, Rule rule, Deed deed) {
      return Handling.reference(alert, number);
    }

    @Override
    public Map<String, Object> said() {
      return number == null ? Map.of() : Map.of("number", number);
    }
  }
}
