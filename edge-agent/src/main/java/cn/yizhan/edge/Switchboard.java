package cn.yizhan.edge;

import cn.yizhan.edge.hardware.LocalEndpoint;
import cn.yizhan.edge.mapping.BayDevices;
import cn.yizhan.edge.mapping.Dialect;
import cn.yizhan.edge.mapping.Dialects;
import cn.yizhan.edge.mapping.LocalMessages;
import cn.yizhan.edge.wiring.Family;
import cn.yizhan.edge.wiring.Place;
import cn.yizhan.edge.wiring.WiredDevice;
import cn.yizhan.edge.wiring.Wiring;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Brings orders to the hardware they are for, however it speaks: to what the station file wires to
 * a bay, else to the SenML device that reports its relay. Confined to the agent's event loop.
 */
final class Switchboard {
  /** Hardware that is not spoken to over MQTT. */
  @FunctionalInterface
  interface Driver {
    /**
     * Passes an order on.
     *
     * @return false when the hardware cannot be reached
     */
    boolean order(Dialect.Switching wanted);
  }

  private final Wiring wiring;
  private final Dialects dialects;
  private final BayDevices devices = new BayDevices();
  private Driver registers = wanted -> false;
  private @Nullable LocalEndpoint endpoint;

  Switchboard(Wiring wiring, Dialects dialects) {
    this.wiring = wiring;
    this.dialects = dialects;
  }

  /** Where hardware that speaks MQTT can be reached from now on. */
  void attach(LocalEndpoint local) {
    endpoint = local;
  }

  /** How hardware on Modbus can be reached from now on. */
  void attach(Driver modbus) {
    registers = modbus;
  }

  /** A device has reported a point. */
  void heard(String device, String point) {
    devices.heard(device, point);
  }

  /** Switches a bay off; false when nobody listens. */
  boolean off(int bay) {
    List<Dialect.Switching> wired = wired(Place.bay(bay), false);
    LocalEndpoint local = endpoint;
    return wired.isEmpty()
        ? local != null && local.set(devices.deviceOf(bay), LocalMessages.off(bay))
        : order(wired);
  }

  /**
   * Switches a bay on, or keeps it on; it goes off by itself when this is not repeated in time.
   *
   * @param autoOffSeconds the time, 0 when the hardware cannot do that
   * @return false when nobody listens
   */
  boolean on(int bay, int autoOffSeconds) {
    List<Dialect.Switching> wired = wired(Place.bay(bay), true);
    LocalEndpoint local = endpoint;
    return wired.isEmpty()
        ? local != null && local.set(devices.deviceOf(bay), LocalMessages.on(bay, autoOffSeconds))
        : order(wired);
  }

  /**
   * Puts off the time at which a bay that is known to be on goes off by itself.
   *
   * @param autoOffSeconds the time, 0 when the hardware cannot do that
   * @return false when nobody listens
   */
  boolean rearm(int bay, int autoOffSeconds) {
    List<Dialect.Switching> wired = wired(Place.bay(bay), true);
    boolean spoken = wired.stream().noneMatch(w -> w.device().family() == Family.MODBUS);
    if (wired.isEmpty() || !spoken) {
      return on(bay, autoOffSeconds);
    }
    boolean heard = false;
    for (Dialect.Switching wanted : wired) {
      heard |= send(dialects.rearm(wanted), topic -> true);
    }
    return heard;
  }

  /** Switches the sirens; false when there are some and none can be reached. */
  boolean siren(boolean on) {
    List<Dialect.Switching> sirens = wired(Place.of(Place.Kind.SIREN), on);
    return sirens.isEmpty() || order(sirens);
  }

  /**
   * Switches off what feeds the bays, a contactor at the mains; false when there is none. It is
   * switched on by people on site.
   */
  boolean tripUpstream() {
    List<Dialect.Switching> mains = wired(Place.of(Place.Kind.MAINS), false);
    return !mains.isEmpty() && order(mains);
  }

  private List<Dialect.Switching> wired(Place place, boolean on) {
    List<Dialect.Switching> orders = new ArrayList<>();
    for (WiredDevice device : wiring.switchesAt(place)) {
      for (int channel : device.channelsAt(place)) {
        int autoOff = on && place.bay() > 0 ? device.deadManSeconds() : 0;
        orders.add(new Dialect.Switching(device, channel, on, autoOff));
      }
    }
    return orders;
  }

  private boolean order(List<Dialect.Switching> orders) {
    boolean heard = false;
    for (Dialect.Switching wanted : orders) {
      heard |=
          wanted.device().family() == Family.MODBUS
              ? registers.order(wanted)
              : send(dialects.order(wanted), topic -> true);
    }
    return heard;
  }

  private boolean send(List<Dialect.Message> messages, Predicate<String> topics) {
    LocalEndpoint local = endpoint;
    boolean heard = false;
    for (Dialect.Message message : messages) {
      if (local != null && topics.test(message.topic())) {
        heard |= local.send(message.topic(), message.text());
      }
    }
    return heard;
  }

  /**
   * Hardware listens to further topics: it gets the orders it may have missed, and is asked how it
   * is.
   *
   * @param off bays that must be off
   */
  void listening(Predicate<String> topics, Collection<Integer> off) {
    for (int bay : off) {
      for (Dialect.Switching wanted : wired(Place.bay(bay), false)) {
        send(dialects.order(wanted), topics);
      }
    }
    send(dialects.ask(wiring.devices()), topics);
  }

  /** A SenML device listens to its orders: it gets those it may have missed. */
  void joined(String device, Collection<Integer> off) {
    LocalEndpoint local = endpoint;
    if (local == null) {
      return;
    }
    for (int bay : off) {
      String owner = devices.deviceOf(bay);
      if (owner == null || owner.equals(device) || !local.listens(owner)) {
        local.set(device, LocalMessages.off(bay));
      }
    }
  }

  /** Makes the hardware of a bay noticed without switching it; false when it cannot. */
  boolean identify(int bay) {
    boolean heard = false;
    for (WiredDevice device : wiring.at(Place.bay(bay))) {
      heard |= send(dialects.identify(device), topic -> true);
    }
    return heard;
  }
}
