package cn.yizhan.protocol.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.yizhan.protocol.Kind;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.codec.Rejection.Reason;
import cn.yizhan.protocol.message.BarePack;
import cn.yizhan.protocol.message.Message;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.Report;
import cn.yizhan.protocol.message.StationEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CodecTest {
  private static final String EXAMPLE =
      """
      {"epoch":"01KAR8","seq":184467,"sent":1795392000.123,
       "pack":[{"bn":"bay/3/","bt":1795391999.8,"n":"power","u":"W","v":412.5},
               {"n":"temperature","u":"Cel","v":31.2},{"n":"state","vs":"Charging"}],
       "events":[{"id":"01KAR9","type":"safety.cut","t":1795391999.9,"subject":"bay/3",
                  "rule":"S02@4","data":{"confirmed":true}}]}
      """;

  private static final long AT = 1_795_391_999_800L;

  private static final Report REPORT =
      new Report(
          Lane.DATA,
          "01KAR8",
          184467,
          1_795_392_000_123L,
          List.of(
              new Reading("bay/3/power", AT, 412.5),
              new Reading("bay/3/temperature", AT, 31.2),
              new Reading("bay/3/state", AT, 2)),
          List.of(
              new StationEvent(
                  "01KAR9", "safety.cut", AT + 100, "bay/3", "S02@4", Map.of("confirmed", true))),
          null,
          List.of());

  @Test
  void theExampleOfTheDocumentationIsUnderstood() {
    assertEquals(REPORT, decode(EXAMPLE));
  }

  @Test
  void aReportIsWrittenWithBaseNameAndBaseTime() {
    assertEquals(
        "{\"epoch\":\"01KAR8\",\"seq\":184467,\"sent\":1795392000.123,"
            + "\"pack\":[{\"bn\":\"bay/3/\",\"n\":\"power\",\"bt\":1795391999.8,\"u\":\"W\",\"v\":412.5},"
            + "{\"n\":\"temperature\",\"u\":\"Cel\",\"v\":31.2},{\"n\":\"state\",\"vs\":\"Charging\"}],"
            + "\"events\":[{\"id\":\"01KAR9\",\"type\":\"safety.cut\",\"t\":1795391999.9,"
            + "\"subject\":\"bay/3\",\"rule\":\"S02@4\",\"data\":{\"confirmed\":true}}]}",
        new String(Codec.encode(REPORT, Station.SCOPE), UTF_8));
  }

  @Test
  void theIdentityOfABarePackIsTheHeadOfItsSha256() {
    BarePack pack = (BarePack) decode("[]");
    assertEquals(0x4f53cda18c2baa0cL, pack.hash());
  }

  @Test
  void aClockThatWasNeverSetIsTakenAsItStands() {
    Report report =
        (Report)
            decode(
                "{\"epoch\":\"a\",\"seq\":1,\"sent\":300,\"pack\":[{\"n\":\"sos\",\"t\":295,\"vb\":true}]}");
    assertEquals(List.of(new Reading("sos", 295_000, 1)), report.readings());
  }

  @Test
  void aRejectionNamesThePlaceAndWhatWasExpected() {
    Report report =
        (Report)
            decode(
                "{\"epoch\":\"a\",\"seq\":1,\"sent\":1795392000,\"pack\":[{\"n\":\"sos\",\"vb\":true},"
                    + "{\"n\":\"bay/3/power\",\"v\":\"412\"}]}");
    assertEquals(
        List.of(new Rejection(Reason.WRONG_TYPE, "pack[1].v", "expected number")),
        report.rejected());
    assertEquals("pack[1].v: expected number", report.rejected().get(0).text());
    assertEquals(1, report.readings().size());
  }

  @Test
  void aKindOfTheOtherDirectionIsAMistakeOfTheCaller() {
    byte[] bytes = "{}".getBytes(UTF_8);
    assertThrows(
        IllegalArgumentException.class,
        () -> Codec.decodeUp(Kind.CONFIG, bytes, Station.SCOPE, Station.RECEIVED));
    assertThrows(IllegalArgumentException.class, () -> Codec.decodeDown(Kind.DATA, bytes));
  }

  @Test
  void aReadingOfNoPointOfTheStationCannotBeWritten() {
    Report foreign =
        new Report(
            Lane.DATA,
            "a",
            1,
            AT,
            List.of(new Reading("bay/9/power", AT, 1)),
            List.of(),
            null,
            List.of());
    assertThrows(IllegalArgumentException.class, () -> Codec.encode(foreign, Station.SCOPE));
  }

  private static Message decode(String json) {
    Decoded decoded =
        Codec.decodeUp(Kind.DATA, json.getBytes(UTF_8), Station.SCOPE, Station.RECEIVED);
    return ((Decoded.Accepted) decoded).message();
  }
}
