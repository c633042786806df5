package cn.yizhan.edge.uplink;

import cn.yizhan.protocol.Kind;
import cn.yizhan.protocol.StationCode;
import cn.yizhan.protocol.Topic;
import org.jspecify.annotations.Nullable;

/**
 * Who the station is to the hub.
 *
 * @param station its code
 * @param hub where the hub is
 * @param secret its secret
 * @param ca certificate in PEM that the hub's certificate must descend from; null for the machine's
 *     own list
 */
public record HubAccount(StationCode station, HubAddress hub, String secret, @Nullable String ca) {
  /** The station's topic of that kind. */
  String topic(Kind kind) {
    return new Topic(station, kind).toString();
  }

  @Override
  public String toString() {
    return station + " at " + hub;
  }
}
