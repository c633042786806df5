package cn.yizhan.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.yizhan.protocol.Kind;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.codec.Codec;
import cn.yizhan.protocol.codec.Decoded;
import cn.yizhan.protocol.message.Lost;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.Report;
import cn.yizhan.protocol.message.StationEvent;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointScope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StampTest {
  private static final long T0 = 1_795_392_000_123L;
  private static final PointScope SCOPE = PointCatalogue.standard()::typeOf;

  private static Report sent(String epoch, long seq, long sent, byte[] body) {
    byte[] message = Stamp.message(epoch, seq, sent, body);
    Decoded decoded = Codec.decodeUp(Kind.EVENT, message, SCOPE, T0);
    return (Report) ((Decoded.Accepted) decoded).message();
  }

  @Test
  void whatIsSentIsWhatTheCodecWouldHaveWritten() {
    List<Reading> readings =
        List.of(new Reading("room/smoke", T0 - 50, 1), new Reading("door/open", T0 - 40, 0));
    List<StationEvent> events =
        List.of(new StationEvent("01A", "safety.cut", T0 - 7, "bay/3", "S02@1", Map.of("a", true)));
    byte[] body = Stamp.body(readings, events, SCOPE, T0);
    Report report =
        new Report(Lane.EVENT, "01KAR8", 77, T0 + 9_000, readings, events, null, List.of());
    assertEquals(
        new String(Codec.encode(report, SCOPE), java.nio.charset.StandardCharsets.UTF_8),
        new String(
            Stamp.message("01KAR8", 77, T0 + 9_000, body),
            java.nio.charset.StandardCharsets.UTF_8));
    assertEquals(report, sent("01KAR8", 77, T0 + 9_000, body));
  }

  @Test
  void theTimeOfSendingIsThatOfEachTransmission() {
    byte[] body = Stamp.body(List.of(new Reading("room/smoke", T0, 1)), List.of(), SCOPE, T0);
    assertEquals(T0 + 1, sent("E", 1, T0 + 1, body).sent());
    assertEquals(T0 + 99_000, sent("E", 1, T0 + 99_000, body).sent());
    assertEquals(T0, sent("E", 1, T0 + 99_000, body).readings().get(0).at());
  }

  @Test
  void aLossTravels() {
    Lost lost = new Lost("OLD", Lane.DATA, 5, 9L, "damaged");
    assertEquals(lost, sent("E", 3, T0, Stamp.loss(lost)).lost());
  }

  @Test
  void aReportThatSaysNothingIsStillOne() {
    assertEquals(4, sent("E", 4, T0, Stamp.body(List.of(), List.of(), SCOPE, T0)).seq());
  }

  @Test
  void anAddressIsReadOrRefused() {
    assertEquals(
        new HubAddress("hub.example", 1883, false), HubAddress.parse("mqtt://hub.example"));
    assertEquals(new HubAddress("10.0.0.1", 99, true), HubAddress.parse("mqtts://10.0.0.1:99"));
    assertEquals(new HubAddress("::1", 8883, true), HubAddress.parse("mqtts://[::1]"));
    assertEquals(
        new HubAddress("hub.example", 443, true, "/mqtt", null),
        HubAddress.parse("wss://hub.example/mqtt"));
    assertEquals(
        new HubAddress("hub.example", 8080, false, "/a?b=c", null),
        HubAddress.parse("mqtt+ws://hub.example:8080/a?b=c"));
    assertEquals(
        new HubAddress.Way("203.0.113.7", 443),
        HubAddress.parse("mqtts://hub.example:443").via("203.0.113.7").connect());
    assertEquals(
        new HubAddress.Way("2001:db8::7", 9443),
        HubAddress.parse("mqtts://hub.example:443").via("[2001:db8::7]:9443").connect());
    for (String bad :
        List.of(
            "hub:1883",
            "http://hub",
            "mqtt://",
            "mqtt://a/b",
            "mqtt://u@h",
            "",
            "mqtt://a:0",
            "mqtt://a:70000",
            "wss://u@h/mqtt",
            "ws://h")) {
      assertThrows(IllegalArgumentException.class, () -> HubAddress.parse(bad), bad);
    }
  }
}
