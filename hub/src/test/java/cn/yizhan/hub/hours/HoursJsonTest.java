package cn.yizhan.hub.hours;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.yizhan.protocol.config.ConfigFault;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoursJsonTest {
  private static JsonNode json(String text) {
    try {
      return JsonMapper.builder().build().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatIsReadIsWrittenAgain() {
    JsonNode json =
        json(
            "{'week':[{'days':[1,2,3,4,5],'from':'08:00','to':'20:00'},"
                + "{'days':[6,7],'from':'18:00','to':'02:00'}],'exceptions':["
                + "{'date':'2026-10-01','spans':[],'reason':'closed'},"
                + "{'date':'2026-10-02','spans':[{'from':'10:00','to':'24:00'}],'reason':'x'}]}");
    OpeningHours hours = Objects.requireNonNull(HoursJson.read(json).hours());
    assertEquals(json, HoursJson.write(hours));
  }

  @Test
  void anEmptyWeekIsGoodAndNoneIsNot() {
    assertEquals(List.of(), HoursJson.read(json("{'week':[]}")).faults());
    assertEquals("week", HoursJson.read(json("{}")).faults().get(0).place());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{'days':[1],'from':'24:00','to':'02:00'}]|week[0].from",
        "[{'days':[1],'from':'08:00','to':'08:00'}]|week[0].to",
        "[{'days':[1],'from':'08:00','to':'24:01'}]|week[0].to",
        "[{'days':[1],'from':'8','to':'20:00'}]|week[0].from",
        "[{'days':[],'from':'08:00','to':'20:00'}]|week[0].days",
        "[{'days':[8],'from':'08:00','to':'20:00'}]|week[0].days",
        "[{'days':[1,1],'from':'08:00','to':'20:00'}]|week[0].days",
        "[{'days':[1],'from':'08:00','to':'12:00'},{'days':[1],'from':'11:59','to':'20:00'}]|week[1]",
        "[{'days':[1],'from':'18:00','to':'02:00'},{'days':[2],'from':'01:00','to':'20:00'}]|week[1]",
        "[{'days':[1],'from':'00:00','to':'08:00'},{'days':[7],'from':'22:00','to':'01:00'}]|week[0]",
      })
  void aWrongWeekIsRefusedAtItsPlace(String week, String place) {
    HoursJson.Read read = HoursJson.read(json("{'week':" + week + "}"));
    assertNull(read.hours());
    assertEquals(List.of(place), read.faults().stream().map(ConfigFault::place).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{'days':[1,2],'from':'08:00','to':'12:00'},{'days':[1],'from':'12:00','to':'20:00'}]",
        "[{'days':[7],'from':'20:00','to':'02:00'},{'days':[1],'from':'02:00','to':'20:00'}]",
        "[{'days':[1,2,3,4,5,6,7],'from':'00:00','to':'24:00'}]",
        "[{'days':[1],'from':'20:00','to':'00:00'}]",
      })
  void spansMayTouch(String week) {
    assertEquals(List.of(), HoursJson.read(json("{'week':" + week + "}")).faults());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{'date':'2026-13-01','spans':[],'reason':'x'}]|exceptions[0].date",
        "[{'date':'2026-10-01','spans':[],'reason':' '}]|exceptions[0].reason",
        "[{'date':'2026-10-01','reason':'x'}]|exceptions[0].spans",
        "[{'date':'2026-10-01','spans':[],'reason':'x'},{'date':'2026-10-01','spans':[],'reason':'x'}]|exceptions[1].date",
        "[{'date':'2026-10-01','spans':[{'from':'08:00','to':'25:00'}],'reason':'x'}]|exceptions[0].spans[0].to",
        "[{'date':'2026-10-01','spans':[{'from':'08:00','to':'12:00'},{'from':'11:00','to':'13:00'}],'reason':'x'}]|exceptions[0].spans[1]",
      })
  void aWrongExceptionIsRefusedAtItsPlace(String exceptions, String place) {
    HoursJson.Read read = HoursJson.read(json("{'week':[],'exceptions':" + exceptions + "}"));
    assertEquals(List.of(place), read.faults().stream().map(ConfigFault::place).toList());
  }
}
