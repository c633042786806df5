package cn.yizhan.hub.alerts;

import cn.yizhan.protocol.Label;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Sentences about what people have done about an alert. */
final class HandlingText {
  private static final Label NOTHING = new Label("", "");

  private HandlingText() {}

  /**
   * What the notice is about; empty when no person has done anything.
   *
   * @param step the change that is told
   * @param time writes a time, given in milliseconds
   */
  static Label of(Notice notice, Step step, LongFunction<String> time) {
    Alert alert = step.alert();
    return switch (notice) {
      case ASSIGNED -> assigned(alert);
      case RECHECK_DUE -> recheck(alert, time);
      case CLOSED -> closed(alert, step.withoutPhoto());
      case REOPENED ->
          alert.state().work() == Work.IN_PROGRESS
              ? new Label("现场复查未通过，请继续处置。", " The recheck on site found it not fixed.")
              : NOTHING;
      default -> NOTHING;
    };
  }

  private static Label assigned(Alert alert) {
    String to = alert.people().assignedTo();
    return to == null ? NOTHING : new Label("已派给" + to + "处置。", " Given to " + to + ".");
  }

  private static Label recheck(Alert alert, LongFunction<String> time) {
    Long due = alert.times().due().recheck();
    return due == null
        ? new Label("已报处置完毕，请现场复查。", " Reported fixed; please look at it on site.")
        : new Label(
            "已报处置完毕，请于" + time.apply(due) + "前现场复查。",
            " Reported fixed; please look at it on site by " + time.apply(due) + ".");
  }

  private static Label closed(Alert alert, @Nullable String withoutPhoto) {
    Cause cause = alert.people().cause();
    Label was =
        cause == null
            ? NOTHING
            : new Label("原因：" + cause.label().zh() + "。", " Cause: " + cause.label().en() + ".");
    return withoutPhoto == null
        ? was
        : new Label(
            was.zh() + "无佐证照片：" + ended(withoutPhoto, "。"),
            was.en() + " No photo: " + ended(withoutPhoto, "."));
  }

  /** Somebody's words as a sentence; those who write often end it themselves. */
  private static String ended(String words, String stop) {
    return words.matches("(?s).*[。.！!？?]") ? words : words + stop;
  }
}
