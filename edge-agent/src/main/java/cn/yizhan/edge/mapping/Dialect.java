package cn.yizhan.edge.mapping;

import cn.yizhan.edge.wiring.WiredDevice;
import java.util.List;

/**
 * How one family of hardware speaks over MQTT: from its publishes to values of the station's
 * points, and from what is wanted of a device to messages. Pure but for what it remembers of
 * partial messages; confined to one thread.
 */
public interface Dialect {
  /** A message to hardware, its text in UTF-8. */
  record Message(String topic, String text) {}

  /**
   * What is wanted of a relay.
   *
   * @param device whose it is
   * @param channel by the vendor's number
   * @param on whether it is to be on
   * @param autoOffSeconds after how long it has to go off by itself when nothing follows; 0 for
   *     never
   */
  record Switching(WiredDevice device, int channel, boolean on, int autoOffSeconds) {}

  /** True when topics of that form belong to the family, whether or not the device is known. */
  boolean concerns(String topic);

  /** What a publish says. */
  Said read(Publish publish, Moment now);

  /** The messages that switch a relay and arm its own switching off, in order. */
  List<Message> order(Switching wanted);

  /**
   * The messages that put off a relay's own switching off once more, in order. Where the family can
   * do that they do not switch on, so that one which is late does not undo a cut; otherwise they
   * are the order.
   */
  default List<Message> rearm(Switching wanted) {
    return order(wanted);
  }

  /**
   * The messages after which the device says how its relays and values are; empty if it has none.
   */
  List<Message> ask(WiredDevice device);

  /**
   * What has been learnt of the devices and is not said again when only the agent starts anew, as
   * text; empty for nothing.
   */
  default String learnt() {
    return "";
  }

  /** Takes over what {@link #learnt()} gave before; what is said meanwhile goes before. */
  default void remember(String learnt) {}

  /**
   * The messages by which a device makes itself seen or heard without switching a relay; empty when
   * it cannot.
   */
  List<Message> identify(WiredDevice device);
}
