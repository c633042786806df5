package cn.yizhan.edge.hardware;

import static io.netty.handler.codec.mqtt.MqttQoS.AT_LEAST_ONCE;
import static io.netty.handler.codec.mqtt.MqttQoS.AT_MOST_ONCE;
import static io.netty.handler.codec.mqtt.MqttQoS.EXACTLY_ONCE;
import static io.netty.handler.codec.mqtt.MqttQoS.FAILURE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What a connection of hardware may listen to. */
final class LinkTopicsTest {
  private final LinkTopics topics = new LinkTopics("plug-3");

  @Test
  void aDeviceGetsItsOwnOrdersAndNoOtherDevices() {
    assertEquals(AT_LEAST_ONCE, topics.subscribe("yizhan/local/plug-3/set", AT_LEAST_ONCE));
    assertEquals(FAILURE, topics.subscribe("yizhan/local/plug-4/set", AT_LEAST_ONCE));
    assertEquals(FAILURE, topics.subscribe("yizhan/#", AT_LEAST_ONCE));
  }

  @Test
  void whoListensToEverythingIsNotSentTheOrdersOfSenMlDevices() {
    assertEquals(AT_MOST_ONCE, topics.subscribe("#", AT_MOST_ONCE));
    assertNull(topics.wants("yizhan/local/plug-4/set"));
    assertEquals(AT_MOST_ONCE, topics.wants("cmnd/plug1/POWER"));
  }

  @Test
  void theBestQualityOfSeveralFiltersCounts() {
    topics.subscribe("cmnd/#", AT_MOST_ONCE);
    topics.subscribe("cmnd/plug1/+", EXACTLY_ONCE);
    assertEquals(AT_LEAST_ONCE, topics.wants("cmnd/plug1/POWER"));
    topics.unsubscribe("cmnd/plug1/+");
    assertEquals(AT_MOST_ONCE, topics.wants("cmnd/plug1/POWER"));
  }

  @Test
  void aConnectionWithoutANameOfOursHasNoOrdersInSenMl() {
    LinkTopics nameless = new LinkTopics("");
    assertEquals("", nameless.set());
    assertEquals(FAILURE, nameless.subscribe("yizhan/local//set", AT_LEAST_ONCE));
  }

  @Test
  void onlyTheFirstMessageOnATopicIsOne() {
    assertTrue(topics.first("tele/plug1/SENSOR"));
    assertFalse(topics.first("tele/plug1/SENSOR"));
    assertTrue(topics.first("tele/plug2/SENSOR"));
  }

  @Test
  void aFloodOfFiltersIsRefused() {
    for (int i = 0; i < 500; i++) {
      assertEquals(AT_MOST_ONCE, topics.subscribe("a/" + i, AT_MOST_ONCE));
    }
    assertEquals(FAILURE, topics.subscribe("b", AT_MOST_ONCE));
    assertEquals(AT_MOST_ONCE, topics.subscribe("a/7", AT_MOST_ONCE));
  }
}
