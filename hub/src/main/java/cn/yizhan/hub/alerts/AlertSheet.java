package cn.yizhan.hub.alerts;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people read of an alert where it is shown instead of sent.
 *
 * @param title subject and what is the matter with it
 * @param text the whole text, as an office is sent it
 * @param whatToDo the steps
 * @param place where it is
 */
public record AlertSheet(Label title, Label text, List<Label> whatToDo, Place place) {

  /**
   * The sheet of an alert as it is now.
   *
   * @param zone the zone of times in the text
   */
  public static AlertSheet of(Alert alert, Place place, ZoneId zone) {
    Rule rule = RuleCatalogue.standard().rule(alert.matter().rule());
    Notice notice =
        alert.state().retrospective()
            ? Notice.RECORDED
            : alert.state().condition() == Condition.ACTIVE ? Notice.RAISED : Notice.CLEARED;
    AlertText text = new AlertText(notice, alert, place, rule, zone);
    return new AlertSheet(text.title(), text.text(), text.steps(), place);
  }

  /** The title of what that rule finds of that subject; null when there is no such rule. */
  public static @Nullable Label title(String rule, String subject) {
    Rule found = RuleCatalogue.standard().find(rule);
    return found == null ? null : AlertText.title(found, subject);
  }
}
