package cn.yizhan.edge.hardware;

import cn.yizhan.edge.mapping.LocalTopic;
import cn.yizhan.edge.mapping.TopicFilter;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one connection listens to, and what it has spoken of. */
final class LinkTopics {
  private static final String OURS = "yizhan/";
  private static final int MOST_FILTERS = 500;
  private static final int MOST_HEARD = 2_000;

  private final String set;
  private final Map<TopicFilter, MqttQoS> filters = new LinkedHashMap<>();
  private final Set<String> heard = new HashSet<>();

  LinkTopics(String device) {
    this.set =
        LocalTopic.validDevice(device)
            ? new LocalTopic(device, LocalTopic.Kind.SET).toString()
            : "";
  }

  /** The topic of the device's orders in SenML; empty when its name cannot have one. */
  String set() {
    return set;
  }

  /** Grants a subscription, or does not: of our own topics a device has its set and the display. */
  MqttQoS subscribe(String text, MqttQoS wanted) {
    boolean own = text.equals(LocalTopic.DISPLAY) || text.equals(set);
    boolean may = own || (!text.startsWith(OURS) && TopicFilter.valid(text));
    TopicFilter filter = new TopicFilter(text);
    if (!may || (filters.size() >= MOST_FILTERS && !filters.containsKey(filter))) {
      return MqttQoS.FAILURE;
    }
    MqttQoS granted = wanted == MqttQoS.AT_MOST_ONCE ? MqttQoS.AT_MOST_ONCE : MqttQoS.AT_LEAST_ONCE;
    filters.put(filter, granted);
    return granted;
  }

  void unsubscribe(String text) {
    filters.remove(new TopicFilter(text));
  }

  /** The quality with which a topic is to be sent; null when it is not listened to. */
  @Nullable MqttQoS wants(String topic) {
    MqttQoS best = null;
    for (Map.Entry<TopicFilter, MqttQoS> entry : filters.entrySet()) {
      TopicFilter filter = entry.getKey();
      boolean matches =
          topic.startsWith(OURS) ? filter.text().equals(topic) : filter.matches(topic);
      if (matches && (best == null || entry.getValue().value() > best.value())) {
        best = entry.getValue();
      }
    }
    return best;
  }

  /**
   * True for the first message on a topic; when there are too many topics, for each of the rest.
   */
  boolean first(String topic) {
    return heard.size() >= MOST_HEARD ? !heard.contains(topic) : heard.add(topic);
  }
}
