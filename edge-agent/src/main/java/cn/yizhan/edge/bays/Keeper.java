package cn.yizhan.edge.bays;

import cn.yizhan.edge.mapping.Heard;
import cn.yizhan.edge.mapping.Moment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps bays live that are to be, and winds up the timers by which their hardware goes off when the
 * agent is silent. Pure: all times are passed in, the same calls give the same orders. Intervals
 * are those of the steady clock.
 *
 * <p>A bay is switched on only by {@link #tick}, which is told what is latched at that very moment;
 * a bay that has not been heard, is latched, held, or not known to be on is not armed. What it
 * wants is to be sent at once and in order, on the way by which cuts are sent, after asking {@link
 * #stands}. Orders that wait for anything are asked about again when they leave.
 */
public final class Keeper {
  /** Bays are switched on this far apart, ms: inrush, and rule S09 has to see the sum. */
  static final long STAGGER = 1_000;

  /** A bay that is on without any right to be is ordered off this often, ms. */
  static final long REPEAT_AFTER = 10_000;

  private static final long KEEP_EVERY = 30_000;
  private static final int FORM = 1;
  private static final Pattern POINT = Pattern.compile("bay/([1-9][0-9]{0,5})/([a-z-]+)");

  private final LongFunction<String> ids;
  private final SortedMap<Integer, Kept> bays = new TreeMap<>();
  private long revision;
  private long keepAt = Long.MIN_VALUE;
  private long nextOn = Long.MIN_VALUE;

  /**
   * A keeper that has heard nothing.
   *
   * @param bays how each is to be kept
   * @param ids identities for events, by the time
   */
  public Keeper(Collection<KeptBay> bays, LongFunction<String> ids) {
    this.ids = ids;
    revise(bays);
  }

  /** Changes whenever {@link #state} is worth keeping; while bays are live, every half minute. */
  public long revision() {
    return revision + bays.values().stream().mapToLong(Kept::turn).sum();
  }

  /** Takes over other bays, or other ways to keep them. */
  public void revise(Collection<KeptBay> changed) {
    SortedMap<Integer, KeptBay> byNumber = new TreeMap<>();
    changed.forEach(bay -> byNumber.put(bay.number(), bay));
    revision = revision() + 1;
    bays.keySet().retainAll(byNumber.keySet());
    byNumber.forEach((n, bay) -> bays.computeIfAbsent(n, same -> new Kept(bay, ids)).wanted = bay);
  }

  /** The bays whose hardware does not go off by itself: to be shown red. */
  public List<Integer> withoutDeadMan() {
    return bays.values().stream()
        .filter(bay -> bay.wanted.deadManSeconds() == 0)
        .map(bay -> bay.wanted.number())
        .toList();
  }

  /** Why a bay is off, apart from latches. */
  public Set<Hold> holds(int bay) {
    Kept kept = bays.get(bay);
    return kept == null ? Set.of() : Set.copyOf(kept.holds);
  }

  /** Takes a reading, unthinned and in the order of hearing. */
  public List<KeeperOrder> hear(Heard heard, Moment now) {
    List<KeeperOrder> orders = new ArrayList<>(0);
    Matcher matcher = POINT.matcher(heard.reading().point());
    Kept bay = matcher.matches() ? bays.get(Integer.parseInt(matcher.group(1))) : null;
    if (bay == null) {
      return orders;
    }
    if (!matcher.group(2).equals("relay")) {
      // A probe of the room's own says nothing of the line to the plug.
      if (!matcher.group(2).equals("temperature")) {
        bay.arming.heard(heard.at());
      }
    } else if (heard.reading().value() != 0) {
      bay.on(heard.at(), now, orders);
    } else {
      bay.off(heard.at(), now, orders);
    }
    return orders;
  }

  /**
   * Does what is due: several times a second.
   *
   * @param latched the bays that safety holds at this moment
   */
  public List<KeeperOrder> tick(Set<Integer> latched, Moment now) {
    List<KeeperOrder> orders = new ArrayList<>(0);
    latched(latched, now, orders);
    for (Kept bay : bays.values()) {
      if (bay.isWronglyOn(now, REPEAT_AFTER)) {
        bay.orderOff(now, orders);
      } else if (bay.toArm(now)) {
        energise(bay, now, orders);
      }
    }
    if (now.steady() >= nextOn) {
      // Who has waited longest: hardware that does not follow must not keep others waiting.
      bays.values().stream()
          .filter(bay -> bay.toSwitchOn(now))
          .min(Comparator.comparingLong(bay -> bay.arming.last()))
          .ifPresent(bay -> switchOn(bay, now, orders));
    }
    return orders;
  }

  /** Bays are not started while nothing watches them; those in use go on to the end. */
  public List<KeeperOrder> unwatched(Set<Integer> unwatched, Set<Integer> inUse, Moment now) {
    List<KeeperOrder> orders = new ArrayList<>(0);
    for (int number : bays.keySet()) {
      if (!unwatched.contains(number)) {
        lift(number, Hold.UNWATCHED);
      } else if (!holds(number).contains(Hold.UNWATCHED) && !inUse.contains(number)) {
        orders.addAll(hold(number, Hold.UNWATCHED, now));
      }
    }
    return orders;
  }

  /** Safety has latched bays: nothing decided before stands any more. */
  public List<KeeperOrder> latched(Set<Integer> latched, Moment now) {
    List<KeeperOrder> orders = new ArrayList<>(0);
    latched(latched, now, orders);
    return orders;
  }

  private void latched(Set<Integer> latched, Moment now, List<KeeperOrder> orders) {
    bays.forEach(
        (number, bay) -> {
          boolean held = latched.contains(number);
          if (held && !bay.latched) {
            bay.latch(now, orders);
          }
          bay.latched = held;
        });
  }

  private void switchOn(Kept bay, Moment now, List<KeeperOrder> orders) {
    nextOn = now.steady() + STAGGER;
    bay.attempts++;
    energise(bay, now, orders);
  }

  private void energise(Kept bay, Moment now, List<KeeperOrder> orders) {
    bay.arming.armed(now.steady());
    if (now.steady() >= keepAt) {
      keepAt = now.steady() + KEEP_EVERY;
      revision++;
    }
    KeptBay wanted = bay.wanted;
    orders.add(new KeeperOrder.Energise(wanted.number(), wanted.deadManSeconds(), bay.turn()));
  }

  /** Whether an order to switch on may still leave: nothing has been decided since. */
  public boolean stands(KeeperOrder.Energise order) {
    Kept bay = bays.get(order.bay());
    return bay != null && bay.turn() == order.turn() && bay.entitled();
  }

  /** A bay is not to be live, for that reason. */
  public List<KeeperOrder> hold(int number, Hold reason, Moment now) {
    List<KeeperOrder> orders = new ArrayList<>(0);
    Kept bay = bays.get(number);
    if (bay != null) {
      bay.hold(reason, now, orders);
      bay.orderOff(now, orders);
    }
    return orders;
  }

  /** A reason is over. The bay goes on at the next tick if it is not off for another. */
  public void lift(int number, Hold reason) {
    Kept bay = bays.get(number);
    if (bay != null) {
      bay.lift(reason);
    }
  }

  /** What was plugged in is gone: a bay that was stopped is free again. */
  public void unplugged(int number) {
    lift(number, Hold.STOPPED);
  }

  /** A session is over: a bay that is off when free goes off. */
  public List<KeeperOrder> ended(int number, Moment now) {
    List<KeeperOrder> orders = new ArrayList<>(0);
    Kept bay = bays.get(number);
    if (bay != null && bay.ended()) {
      bay.orderOff(now, orders);
    }
    return orders;
  }

  /**
   * Somebody wants a bay live: it ends {@link Hold#STOPPED} and {@link Hold#AT_PLUG}, and on site
   * {@link Hold#CUT} too.
   *
   * @param onSite true when who wants it is at the station, false for an office's command
   * @return why it stays off, a sentence for people; null when it goes on as soon as it is heard
   */
  public @Nullable String start(int number, boolean onSite) {
    Kept bay = bays.get(number);
    if (bay == null) {
      return "there is no bay/" + number;
    }
    if (bay.latched) {
      return "bay/" + number + " is latched";
    }
    if (bay.holds.contains(Hold.OUT_OF_USE)) {
      return "bay/" + number + " is out of use";
    }
    if (bay.holds.contains(Hold.CUT) && !onSite) {
      return "bay/" + number + " was cut: it can only be started on site";
    }
    bay.start();
    String why = bay.holds.contains(Hold.UNWATCHED) ? "its sensor is heard" : "there is power";
    return bay.holds.isEmpty() ? null : "bay/" + number + " waits until " + why;
  }

  /** What was kept cannot be read: a bay that is off stays so until it is started. */
  public void distrust(Moment now) {
    bays.values().forEach(bay -> bay.hold(Hold.AT_PLUG, now, new ArrayList<>(0)));
  }

  /** What has to outlive a restart, about 20 bytes a bay. */
  public byte[] state(Moment now) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORM);
      Ages ages = Ages.keep(out, now);
      out.writeShort(bays.size());
      for (Kept bay : bays.values()) {
        out.writeInt(bay.wanted.number());
        bay.write(out, ages);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array cannot fail", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Takes over what was kept by {@link #state}; bays that are none any more are passed over.
   *
   * @throws IOException when the bytes are no such state; nothing is changed then, and {@link
   *     #distrust} is to be called
   */
  public void restore(byte[] state, Moment now) throws IOException {
    SortedMap<Integer, Kept> restored = new TreeMap<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
      if (in.readByte() != FORM) {
        throw new IOException("not a state of kept bays");
      }
      Ages ages = Ages.restore(in, now);
      for (int n = in.readUnsignedShort(); n > 0; n--) {
        int number = in.readInt();
        Kept known = bays.get(number);
        KeptBay wanted = known == null ? new KeptBay(number, 0, false) : known.wanted;
        Kept kept = Kept.read(wanted, in, ages, ids);
        if (known != null) {
          restored.put(number, kept);
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("not a state of kept bays", e);
    }
    revision = revision() + 1;
    bays.putAll(restored);
  }
}
