package cn.yizhan.edge.stationfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.message.BayUse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SummaryTest {
  private static StationFile station() {
    StationFile file =
        StationFile.read(
            """
            enrolment: station.enrol
            data: data
            bays:
              - {number: 1, use: e-bike}
              - {number: 2, use: phone, low: true, idle: off}
              - {number: 3, use: e-bike}
            devices:
              - {id: strip, family: shelly, topic: shelly-1, channels: {0: bay/1, 1: bay/2}}
              - {id: probe, family: zigbee2mqtt, name: 探头, bay: 1, dead-man: none}
              - {id: relay, family: modbus, bus: b, unit: 1, map: m, bay: 3}
            """
                .getBytes(StandardCharsets.UTF_8),
            new Problems());
    assertNotNull(file);
    return file;
  }

  @Test
  void itShowsWhatIsWiredWhereAndWhichBaysHaveNoDeadMan() {
    assertEquals(
        List.of(
            "bay  use                        devices       dead-man",
            "1    e-bike                     strip, probe  120 s",
            "2    phone, low, off when idle  strip         120 s",
            "3    e-bike                     relay         !! none",
            "",
            "device  family       name      at",
            "strip   shelly       shelly-1  0=bay/1, 1=bay/2",
            "probe   zigbee2mqtt  探头      bay/1",
            "relay   modbus       b/1       bay/3"),
        Summary.of(station(), Language.EN));
  }

  @Test
  void columnsAreStraightInChineseToo() {
    List<String> lines = Summary.of(station(), Language.ZH);
    assertEquals("充电位  用途                  设备          失联自断", lines.get(0));
    assertEquals("2       手机，低位，闲时断电  strip         120 s", lines.get(2));
  }

  @Test
  void labelsNameTheBayItsUseAndWhatToDo() {
    String page =
        BayLabels.html(
            new BayLabels.Station("dongguan-01", "东关<小哥>驿站", "0538-1234567"),
            List.of(
                new BaySetup(3, BayUse.E_BIKE, false, false, true),
                new BaySetup(12, BayUse.PHONE, false, false, true)));
    for (String part :
        List.of(
            "3号充电位<br>电动自行车",
            "12号充电位<br>手机充电位",
            "见烟见火立即拨打119",
            "东关&lt;小哥&gt;驿站 · dongguan-01-3",
            "0538-1234567")) {
      assertTrue(page.contains(part), part);
    }
    assertTrue(!page.contains("<script") && !page.contains("http"), page);
  }
}
