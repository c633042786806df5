package cn.yizhan.hub.notify.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CutTest {
  @Test
  void aTextThatFitsStaysAsItIs() {
    assertEquals("温度", Cut.bytes("温度", 6, "…"));
    assertEquals("温度", Cut.characters("温度", 2, "…"));
  }

  @Test
  void noCharacterIsCutInTwo() {
    assertEquals("a温…", Cut.bytes("a温度计", 9, "…"));
    assertEquals("a温…", Cut.bytes("a温度计", 8, "…"));
    assertEquals("a温…", Cut.bytes("a温度计", 7, "…"));
    assertEquals("a…", Cut.bytes("a温度计", 6, "…"));
    assertEquals("🔥…", Cut.bytes("🔥🔥", 7, "…"));
    assertEquals("…", Cut.bytes("🔥🔥", 6, "…"));
    assertEquals("🔥…", Cut.characters("🔥🔥🔥", 2, "…"));
  }

  @Test
  void weComGetsNoMoreBytesThanItTakesAndTheLinkStaysWhole() throws IOException {
    HttpChannel wecom = Samples.channel("{'kind':'wecom','url':'https://w.example/?key=a'}");
    String minor = Samples.body("raised-r01").replace("东关街1号", "长街".repeat(3_000));

    Parcel parcel = wecom.render(Message.of("msg_1", minor), Language.ZH, 0);

    String content = Samples.json(parcel.body()).path("markdown").path("content").asText();
    assertTrue(Cut.bytes(content) <= 4_096, Cut.bytes(content) + " bytes");
    assertTrue(Cut.bytes(content) > 4_090, Cut.bytes(content) + " bytes");
    assertTrue(
        content.endsWith(
            "…（略）\n[查看告警](https://hub.example.org/alerts/0b6f3f0a-6a53-3f0e-9d1e-5f3a3d1d7c11)"),
        content.substring(content.length() - 120));
  }

  @Test
  void weComsCriticalTextIsCutAtItsOwnLimit() throws IOException {
    HttpChannel wecom = Samples.channel("{'kind':'wecom','url':'https://w.example/?key=a'}");
    String critical = Samples.body("raised-s02").replace("东关街1号", "长街".repeat(3_000));

    Parcel parcel = wecom.render(Message.of("msg_1", critical), Language.ZH, 0);

    String content = Samples.json(parcel.body()).path("text").path("content").asText();
    assertTrue(Cut.bytes(content) <= 2_048, Cut.bytes(content) + " bytes");
    assertTrue(content.contains("见烟见火立即拨打119"), content);
  }

  @Test
  void namesCannotWriteMarkup() {
    assertEquals("＜＠", Markdown.plain("<＠"));
    assertEquals("［x］(y) ＊＊b＊＊", Markdown.plain("[x](y) **b**"));
  }
}
