package cn.yizhan.hub.alerts;

import cn.yizhan.protocol.Label;
import java.util.ArrayList;
import java.util.List;

/**
 * How the text of an alert begins: that it is a test; then what comes before all else, since a
 * short message is read no further; then the headline.
 */
final class Opening {
  private Opening() {}

  /**
   * The first lines.
   *
   * @param wantsAction whether somebody is to do something
   */
  static List<Label> of(Alert alert, boolean wantsAction, Label headline) {
    List<Label> lines = new ArrayList<>();
    Label lead = wantsAction ? Words.lead(alert.matter().rule()) : null;
    if (lead != null) {
      lines.add(lead);
    }
    lines.add(headline);
    if (alert.state().test()) {
      Label first = lines.get(0);
      lines.set(0, new Label("【测试】" + first.zh(), "[TEST]" + first.en()));
    }
    return lines;
  }
}
