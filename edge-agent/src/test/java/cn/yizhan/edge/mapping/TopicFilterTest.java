package cn.yizhan.edge.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filters of MQTT, by the examples and rules of section 4.7 of the standard. */
final class TopicFilterTest {
  @ParameterizedTest(name = "{0} and {1}: {2}")
  @DisplayName("a filter takes the topics the standard says")
  @CsvSource({
    "cmnd/plug1/#, cmnd/plug1/POWER, true",
    "cmnd/plug1/#, cmnd/plug1, true",
    "cmnd/plug1/#, cmnd/plug10/POWER, false",
    "zigbee2mqtt/+/set, zigbee2mqtt/大厅 烟感/set, true",
    "zigbee2mqtt/+/set, zigbee2mqtt/hall/smoke/set, false",
    "zigbee2mqtt/+/+/set, zigbee2mqtt/hall/smoke/set, true",
    "#, any/thing, true",
    "#, $SYS/thing, false",
    "+/thing, $SYS/thing, false",
    "a/+, a, false",
    "a/+, a/, true",
    "a, a/b, false",
    "a/b, a, false",
  })
  void takesItsTopics(String filter, String topic, boolean matches) {
    assertEquals(matches, new TopicFilter(filter).matches(topic));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @DisplayName("wildcards stand for whole levels, and the one for the rest stands last")
  @CsvSource({"a/#, true", "#, true", "+/a/+, true", "a/#/b, false", "a#, false", "a+/b, false"})
  void isValid(String filter, boolean valid) {
    assertEquals(valid, TopicFilter.valid(filter));
  }
}
