package cn.yizhan.bench.sim;

import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Config;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Model of a courier station: its bays, supplies, room and sensors. Pure and deterministic: the
 * same seed and the same steps give the same readings.
 */
public final class StationModel {
  private static final double AMBIENT = 21;
  private static final double MISUSED = 260;

  /** Mean time between two couriers who come in, and how long one stays, seconds. */
  private static final double ARRIVAL = 200;

  private static final double STAY = 600;

  /**
   * Mean time a free bay waits for a battery, and until one is taken before it is full, seconds.
   */
  private static final double FREE = 1200;

  private static final double PATIENCE = 1500;

  /** Mean time a full battery stays in its bay, seconds. */
  private static final double COLLECTED = 120;

  /** Share of the capacity below which the keeper refills, and after which mean time, seconds. */
  private static final double LOW = 0.3;

  private static final double REFILL = 900;

  private final SplittableRandom random;
  private final List<SimulatedBay> bays = new ArrayList<>();
  private final Map<String, Double> capacities;
  private final Map<String, Double> levels = new LinkedHashMap<>();
  private int people;
  private boolean smoke;
  private boolean dry;
  private boolean mute;
  private @Nullable ZonedDateTime time;

  /**
   * A station as it may be found, with supplies more than half full and some bays taken.
   *
   * @param bays its bays
   * @param capacities its supply items with the amount each holds when full
   * @param seed what its chance events derive from
   */
  public StationModel(List<Config.Bay> bays, Map<String, Double> capacities, long seed) {
    this.random = new SplittableRandom(seed);
    this.capacities = Map.copyOf(capacities);
    for (Config.Bay bay : bays) {
      this.bays.add(new SimulatedBay(bay.number(), bay.use(), AMBIENT));
    }
    capacities.forEach(
        (item, capacity) -> levels.put(item, capacity * random.nextDouble(0.55, 1.0)));
    people = random.nextInt(5);
    for (int i = 0; i < this.bays.size(); i++) {
      if (random.nextDouble() < 0.6) {
        this.bays.get(i).plug(battery(bays.get(i).use()));
      }
    }
  }

  /** Lets the day go as days go, beginning at that time; without one every hour is like another. */
  public void begin(ZonedDateTime now) {
    time = now;
  }

  /**
   * Lets time pass: batteries charge, come and go, people come and go, supplies are used.
   *
   * @param seconds how much time
   */
  public void step(double seconds) {
    step(seconds, 1);
  }

  /**
   * Lets time pass, of which what is hot and what is timed sees the true amount, so that a hurried
   * day is no fire.
   *
   * @param passed how much time, seconds
   * @param speed how many times as fast everything else goes, 1 to 60
   */
  public void step(double passed, double speed) {
    double seconds = passed * speed;
    ZonedDateTime now = time;
    time = now == null ? null : now.plusNanos((long) (seconds * 1e9));
    double coming = now == null ? 1 : DayRhythm.coming(now);
    for (SimulatedBay bay : bays) {
      bay.step(passed, seconds, ambient(), random);
      if (!bay.failing() && within(seconds, stay(bay.state(), coming))) {
        if (bay.plugged()) {
          bay.unplug();
        } else {
          bay.plug(battery(bay.use()));
        }
      }
    }
    if (coming > 0 && within(seconds, ARRIVAL / coming)) {
      people++;
      levels.computeIfPresent("water", (item, level) -> Math.max(1, level - 1));
    }
    if (people > 0 && within(seconds, STAY / people)) {
      people--;
    }
    levels.replaceAll((item, level) -> refilled(item, level, seconds));
  }

  private double ambient() {
    ZonedDateTime now = time;
    return now == null ? AMBIENT : DayRhythm.inside(now);
  }

  private static double stay(String state, double coming) {
    return switch (state) {
      case "Available" -> coming > 0 ? FREE / coming : Double.POSITIVE_INFINITY;
      case "Charging" -> PATIENCE;
      case "Finishing" -> COLLECTED;
      default -> Double.POSITIVE_INFINITY;
    };
  }

  private double refilled(String item, double level, double seconds) {
    double full = capacities.getOrDefault(item, level);
    boolean low = level < full * LOW && !dry;
    return low && within(seconds, REFILL) ? full : level;
  }

  /** Whether something that happens once in a mean time happens now. */
  private boolean within(double seconds, double mean) {
    return random.nextDouble() < seconds / mean;
  }

  /** Makes something go wrong, or right again; {@code SILENT} and {@code BACK} change no model. */
  public void apply(Fault fault) {
    switch (fault) {
      case OVERHEAT -> eBikeBay().overheat();
      case OVERPOWER -> eBikeBay().overload(1250);
      case STUCK_RELAY -> eBikeBay().weld();
      case MISUSE -> bayOf(BayUse.PHONE).overload(MISUSED);
      case SILENT_SENSOR -> mute = true;
      case SMOKE -> smoke = true;
      case SMOKE_CLEARED -> smoke = false;
      case WATER_LOW -> {
        levels.replace("water", 2.0);
        dry = true;
      }
      case RESTOCK -> {
        levels.putAll(capacities);
        dry = false;
      }
      case SILENT, BACK, WRONG_CLOCK, CUT_LINE, LINE_BACK -> {}
    }
  }

  /**
   * Sets what a message from the agent asks for.
   *
   * @param point name of the point, {@code bay/3/relay} for instance
   * @param on the wanted state
   * @return false when the station has no such output
   */
  public boolean set(String point, boolean on) {
    return set(point, on, Double.POSITIVE_INFINITY);
  }

  /** The same, to go off by itself after so many seconds. */
  boolean set(String point, boolean on, double offAfter) {
    for (SimulatedBay bay : bays) {
      if (point.equals("bay/" + bay.number() + "/relay")) {
        bay.relay(on, offAfter);
        return true;
      }
    }
    return false;
  }

  /** The bay of that number. */
  SimulatedBay bay(int number) {
    return bays.stream()
        .filter(bay -> bay.number() == number)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no bay " + number));
  }

  /** Whether there is smoke; null when the detector says nothing. */
  @Nullable Boolean smoke() {
    return mute ? null : smoke;
  }

  /** How much there is of an item. */
  double level(String item) {
    return levels.getOrDefault(item, 0.0);
  }

  /** Temperature of the room, Celsius. */
  double roomTemperature() {
    return round(ambient() + random.nextDouble(-0.3, 0.3), 1);
  }

  /** Voltage of the mains. */
  double volts() {
    return round(random.nextDouble(226, 232), 1);
  }

  int people() {
    return people;
  }

  /** All values now, by point name: numbers (Double), booleans and state words (String). */
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    for (SimulatedBay bay : bays) {
      String prefix = "bay/" + bay.number() + "/";
      values.put(prefix + "power", round(bay.power(), 1));
      values.put(prefix + "energy", round(bay.energy(), 1));
      values.put(prefix + "temperature", round(bay.temperature(), 1));
      values.put(prefix + "relay", bay.relay());
      values.put(prefix + "state", bay.state());
    }
    levels.forEach(
        (item, level) -> values.put("supply/" + item + "/level", (double) Math.round(level)));
    values.put("room/people", (double) people);
    values.put("room/temperature", roomTemperature());
    if (!mute) {
      values.put("room/smoke", smoke);
    }
    values.put("mains/voltage", volts());
    return values;
  }

  /** Number of the bay that faults concern: the first for e-bikes, else the first at all. */
  public int faultBay() {
    return eBikeBay().number();
  }

  private SimulatedBay eBikeBay() {
    return bayOf(BayUse.E_BIKE);
  }

  /** The first bay of that use, or the first at all. */
  private SimulatedBay bayOf(BayUse use) {
    return bays.stream()
        .filter(bay -> bay.use() == use)
        .findFirst()
        .or(() -> bays.stream().findFirst())
        .orElseThrow(() -> new IllegalStateException("the station has no bay"));
  }

  private double battery(BayUse use) {
    return use == BayUse.E_BIKE ? random.nextDouble(300, 900) : random.nextDouble(8, 18);
  }

  private static double round(double value, int digits) {
    double scale = Math.pow(10, digits);
    return Math.round(value * scale) / scale;
  }
}
