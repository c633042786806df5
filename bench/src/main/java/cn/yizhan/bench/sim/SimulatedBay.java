package cn.yizhan.bench.sim;

import cn.yizhan.protocol.message.BayUse;
import java.util.random.RandomGenerator;

/**
 * Model of a charging bay: a socket with a relay, a meter and a temperature probe, and the battery
 * that may be plugged into it. Pure; time passes only in {@link #step}.
 */
final class SimulatedBay {
  /** Heating of a failing battery while it is fed, kelvin per second. */
  private static final double RUNAWAY = 4;

  /** Steady warming of a socket by the power that flows through it, kelvin per watt. */
  private static final double WARMING = 0.035;

  /** How much warmer than the socket the electronics of a plug are, kelvin. */
  private static final double CHIP = 14;

  /** How fast a socket takes on the temperature of its surroundings, seconds. */
  private static final double TIME_CONSTANT = 90;

  private final int number;
  private final BayUse use;
  private boolean relay = true;
  private double capacity;
  private double charged;
  private double temperature;
  private double energy;
  private double power;
  private double overload;
  private boolean runaway;
  private boolean stuck;
  private double autoOff = Double.POSITIVE_INFINITY;
  private boolean expired;

  SimulatedBay(int number, BayUse use, double ambient) {
    this.number = number;
    this.use = use;
    this.temperature = ambient;
  }

  int number() {
    return number;
  }

  BayUse use() {
    return use;
  }

  double power() {
    return power;
  }

  double temperature() {
    return temperature;
  }

  /** Energy since the meter was made, Wh. */
  double energy() {
    return energy;
  }

  boolean relay() {
    return relay;
  }

  boolean plugged() {
    return capacity > 0;
  }

  /** The state in the words of OCPP 1.6. */
  String state() {
    if (!plugged()) {
      return relay ? "Available" : "Unavailable";
    }
    if (!relay) {
      return "SuspendedEVSE";
    }
    return charged >= capacity ? "Finishing" : "Charging";
  }

  void relay(boolean closed) {
    relay(closed, Double.POSITIVE_INFINITY);
  }

  /** Switches, to go off by itself after so many seconds unless this is said again. */
  void relay(boolean closed, double offAfter) {
    if (stuck && !closed) {
      return;
    }
    relay = closed;
    autoOff = closed ? offAfter : Double.POSITIVE_INFINITY;
    expired = false;
    if (!closed) {
      power = 0;
    }
  }

  /** True when it went off by its own timer, and nobody has switched it since. */
  boolean expired() {
    return expired;
  }

  /** Seconds until it goes off by itself; infinite when it does not. */
  double autoOff() {
    return autoOff;
  }

  /** The contacts of the relay weld together: it does not go off any more. */
  void weld() {
    stuck = true;
    relay = true;
  }

  /** Temperature of the chip in the plug, which its own losses warm. */
  double chip() {
    return temperature + CHIP;
  }

  /** Plugs in a battery with that much missing, Wh. */
  void plug(double missing) {
    capacity = missing;
    charged = 0;
  }

  void unplug() {
    capacity = 0;
    runaway = false;
    overload = 0;
  }

  /** The battery in the bay begins to overheat; one is plugged in when there is none. */
  void overheat() {
    if (!plugged()) {
      plug(600);
    }
    runaway = true;
  }

  /** Something that draws too much hangs on the socket, W. */
  void overload(double watts) {
    if (!plugged()) {
      plug(600);
    }
    overload = watts;
  }

  /** Whether something is wrong with what is plugged in. */
  boolean failing() {
    return runaway || overload > 0;
  }

  /**
   * Lets time pass.
   *
   * @param seconds how much, for what is hot and what is timed
   * @param charging how much for what is charged, which a simulation may hurry
   */
  void step(double seconds, double charging, double ambient, RandomGenerator random) {
    autoOff -= seconds;
    if (autoOff <= 0) {
      relay(false);
      expired = true;
    }
    power = draw(random);
    energy += power * charging / 3600;
    charged = Math.min(capacity, charged + power * charging / 3600);
    double target = ambient + WARMING * power;
    temperature += (target - temperature) * (1 - Math.exp(-seconds / TIME_CONSTANT));
    if (runaway && relay) {
      temperature = Math.min(120, temperature + RUNAWAY * seconds);
    }
  }

  private double draw(RandomGenerator random) {
    if (!relay || !plugged()) {
      return 0;
    }
    if (overload > 0) {
      return overload;
    }
    double full = use == BayUse.E_BIKE ? 320 : 12;
    double share = capacity == 0 ? 1 : charged / capacity;
    if (share >= 1) {
      return 0;
    }
    double taper = share < 0.8 ? 1 : Math.max(0.1, (1 - share) * 5);
    return full * taper * random.nextDouble(0.97, 1.03);
  }
}
