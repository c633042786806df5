package cn.yizhan.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.message.Notice;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DisplayTextsTest {
  private static final Label WIND = new Label("大风", "wind");
  private static final Label WELCOME = new Label("欢迎", "welcome");

  private final DisplayTexts texts = new DisplayTexts();

  private static Notice notice(String id, long until) {
    return new Notice(id, WIND, 0, until);
  }

  private List<String> shown(long now) {
    return texts.all(now).stream().map(Notice::id).toList();
  }

  @Test
  void aDisplayThatJoinsIsToldWhatIsValidAndTheIdleTextFirst() {
    texts.take(notice("n1", 100), 0);
    texts.take(notice("n2", 200), 0);
    texts.idle(WELCOME, 0);
    assertEquals(List.of("idle", "n1", "n2"), shown(99));
    assertEquals(List.of("idle", "n2"), shown(100));
  }

  @Test
  void aWithdrawnNoticeIsForgotten() {
    texts.take(notice("n1", 100), 0);
    texts.take(notice("n1", 50), 50);
    assertEquals(List.of(), shown(40));
  }

  @Test
  void theOldestNoticeGoesWhenThereAreTooMany() {
    for (int i = 0; i <= DisplayTexts.MOST; i++) {
      texts.take(notice("n" + i, 100), 0);
    }
    assertEquals(DisplayTexts.MOST, shown(0).size());
    assertEquals("n1", shown(0).get(0));
  }

  @Test
  void anIdleTextIsToldWhenItChangesAndTakenAwayWhenItIsGone() {
    assertNull(texts.idle(null, 5));
    assertNotNull(texts.idle(WELCOME, 5));
    assertNull(texts.idle(WELCOME, 6));
    Notice gone = texts.idle(null, 7);
    assertEquals(7, gone == null ? 0 : gone.until());
    assertEquals(List.of(), shown(8));
  }
}
