package cn.yizhan.bench.sim;

import java.util.List;
import java.util.Map;

/**
 * How one simulated device speaks to the agent: its vendor's topics and texts. Pure; the model and
 * the time are passed in.
 */
interface Voice {
  /**
   * A message.
   *
   * @param topic where to
   * @param text what it says
   * @param retained whether it is marked as retained
   */
  record Mail(String topic, String text, boolean retained) {
    static Mail of(String topic, String text) {
      return new Mail(topic, text, false);
    }
  }

  /** Client id of its connection; devices behind one gateway share it. */
  String client();

  /** What is said when the connection breaks off; empty topic for nothing. */
  Mail farewell();

  /** What it listens to. */
  List<String> filters();

  /** What it says after connecting. */
  List<Mail> greeting(StationModel model, DeviceTime time);

  /** What it says from time to time, all of it. */
  List<Mail> report(StationModel model, DeviceTime time);

  /** What it says to a message on one of its topics, after doing what it orders. */
  List<Mail> told(Mail order, StationModel model, DeviceTime time);

  /** Topic and text of what has not to be published by anybody. */
  Mail NOTHING = new Mail("", "", false);

  /** Channels of the vendor's numbering with the bays they are at. */
  static int bay(Map<Integer, Integer> bays, int channel) {
    return bays.getOrDefault(channel, 0);
  }
}
