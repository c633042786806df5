package cn.yizhan.hub.alerts;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.rules.Matter;
import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What shows that a danger is over. */
class RecheckPhotoTest {
  private static final Rule SMOKE = RuleCatalogue.standard().rule("S01");
  private static final Rule INSPECTION = RuleCatalogue.standard().rule("V06");
  private static final Deed SHOWN = new Deed("王网格", 10_000_000, 1);
  private static final Deed UNSEEN = new Deed("王网格", 10_000_000, 0);

  private static Action recheck(Action.Result result, String withoutPhoto) {
    return new Action.Recheck(result, Cause.BATTERY_FAULT, "", List.of(), withoutPhoto);
  }

  private static Alert alert(Rule rule, Condition condition, Work work) {
    return new Alert(
        new UUID(1, 2),
        "PC-1123-007",
        new Matter(rule.id(), 1, "station"),
        new Alert.State(Severity.CRITICAL, condition, work, false, false, false, false),
        new Alert.Times(1, 2, null, null, new Alert.Due(3L, 4L, 5L)),
        new Alert.Evidence(null, null),
        Alert.People.NOBODY,
        7);
  }

  private static String outcome(Handled handled) {
    if (handled instanceof Handled.Done done) {
      Alert.State state = done.step().alert().state();
      return state.condition().word() + "/" + state.work().word();
    }
    return handled instanceof Handled.Unchanged ? "=" : "refused";
  }

  @ParameterizedTest
  @CsvSource({
    "S01, cleared, fixed,       0, '',           refused",
    "S01, cleared, fixed,       0, 地下室无信号, cleared/closed",
    "S01, cleared, fixed,       1, '',           cleared/closed",
    "S01, active,  fixed,       0, 地下室无信号, refused",
    "S01, active,  fixed,       1, '',           refused",
    "S01, active,  false-alarm, 0, '',           refused",
    "S01, active,  false-alarm, 0, 地下室无信号, refuted/closed",
    "S01, active,  false-alarm, 1, '',           refuted/closed",
    "S01, cleared, false-alarm, 0, '',           refused",
    "S01, cleared, not-fixed,   0, '',           cleared/in-progress",
    "S17, cleared, fixed,       0, '',           refused",
    "S17, cleared, fixed,       2, '',           cleared/closed",
    "V06, cleared, fixed,       0, '',           cleared/closed",
    "A01, cleared, fixed,       1, '',           refused"
  })
  void theRecheckThatClosesADangerNeedsAPhotoOrWhyThereIsNone(
      String ruleId, String condition, String result, int photos, String why, String outcome) {
    Rule rule = RuleCatalogue.standard().rule(ruleId);
    Action action = recheck(requireNonNull(Action.Result.of(result)), why);
    for (Work work : Work.values()) {
      Alert alert = alert(rule, Condition.of(condition), work);
      assertEquals(
          work == Work.CLOSED ? "refused" : outcome,
          outcome(action.on(alert, rule, new Deed("王网格", 10_000_000, photos))));
    }
  }

  @Test
  void whoeverHasNoPhotoIsToldWhatToDo() {
    Alert over = alert(SMOKE, Condition.CLEARED, Work.RECHECK_DUE);
    Handled.Refused refused =
        assertInstanceOf(
            Handled.Refused.class, recheck(Action.Result.FIXED, "").on(over, SMOKE, UNSEEN));
    assertTrue(refused.why().zh().contains("请先拍照上传"), refused.why().zh());
    assertTrue(refused.why().en().contains("withoutPhoto"), refused.why().en());
    Alert active = alert(SMOKE, Condition.ACTIVE, Work.RECHECK_DUE);
    Handled.Refused still =
        assertInstanceOf(
            Handled.Refused.class, recheck(Action.Result.FIXED, "").on(active, SMOKE, UNSEEN));
    assertTrue(still.why().zh().contains("未恢复"), "no photo helps while it still holds");
  }

  @Test
  void whyThereIsNoPhotoIsToldAndOnlyThen() {
    Alert over = alert(SMOKE, Condition.CLEARED, Work.RECHECK_DUE);
    for (Map.Entry<Deed, String> each :
        Map.of(UNSEEN, "原因：电池故障。无佐证照片：地下室无信号。", SHOWN, "原因：电池故障。").entrySet()) {
      Handled.Done done =
          assertInstanceOf(
              Handled.Done.class,
              recheck(Action.Result.FIXED, "地下室无信号").on(over, SMOKE, each.getKey()));
      Label text = HandlingText.of(Notice.CLOSED, done.step(), time -> "");
      assertEquals(each.getValue(), text.zh());
    }
    assertEquals("地下室无信号", recheck(Action.Result.FIXED, "地下室无信号").said().get("withoutPhoto"));
  }

  @Test
  void onlyDangersThatAreRecheckedNeedAPhoto() {
    assertTrue(Handling.needsPhoto(SMOKE, false));
    assertFalse(Handling.needsPhoto(SMOKE, true));
    assertTrue(Handling.needsRecheck(INSPECTION, false));
    assertFalse(Handling.needsPhoto(INSPECTION, false));
    assertFalse(Handling.needsPhoto(RuleCatalogue.standard().rule("S04"), false));
  }
}
