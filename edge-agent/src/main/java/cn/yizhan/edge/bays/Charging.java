package cn.yizhan.edge.bays;

import cn.yizhan.edge.mapping.Heard;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.protocol.message.BayUse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The states of a station's bays and their charge sessions, found in what the hardware says and
 * what the agent has ordered. Pure: all times are passed in, the same calls give the same facts.
 * Intervals are those of the steady clock; the wall clock only dates what is told. The tables are
 * in {@code docs/charging.md}.
 *
 * <p>It is told of every reading of a bay ({@link #hear}), of every order ({@link #ordered}, {@link
 * #latched}, {@link #available}), of what a {@link Keeper} has found out ({@link #explain}), and of
 * the time several times a second ({@link #tick}).
 */
public final class Charging {
  private static final Pattern POINT = Pattern.compile("bay/([1-9][0-9]{0,5})/([a-z-]+)");

  /** How often the state is worth keeping while energy flows, ms. */
  private static final long KEEP_EVERY = 60_000;

  private static final int FORM = 1;

  private final LongFunction<String> ids;
  private final SortedMap<Integer, Bay> bays = new TreeMap<>();
  private long revision;
  private long keepAt = Long.MIN_VALUE;

  /**
   * Bays of which nothing has been heard.
   *
   * @param bays their numbers and uses
   * @param ids identities for sessions and events, by the time
   */
  public Charging(Map<Integer, BayUse> bays, LongFunction<String> ids) {
    this.ids = ids;
    bays.forEach((number, use) -> this.bays.put(number, new Bay(number, use, ids)));
  }

  /** Changes whenever {@link #state} is worth keeping, with sessions once a minute. */
  public long revision() {
    return revision + bays.values().stream().mapToLong(Bay::revision).sum();
  }

  /** Takes over other bays or uses; a session at a bay that is none any more ends as Remote. */
  public List<ChargingFact> revise(Map<Integer, BayUse> changed, Moment now) {
    List<ChargingFact> facts = new ArrayList<>(0);
    for (Iterator<Bay> all = bays.values().iterator(); all.hasNext(); ) {
      Bay bay = all.next();
      if (!changed.containsKey(bay.number)) {
        bay.remove(now, facts);
        revision += bay.revision() + 1;
        all.remove();
      }
    }
    new TreeMap<>(changed)
        .forEach((number, use) -> bays.computeIfAbsent(number, n -> new Bay(n, use, ids)).use(use));
    return facts;
  }

  /**
   * Takes a reading, unthinned and in the order of hearing. Other points than power, energy, relay,
   * plug and temperature of known bays are passed over.
   */
  public List<ChargingFact> hear(Heard heard, Moment now) {
    List<ChargingFact> facts = new ArrayList<>(0);
    Matcher matcher = POINT.matcher(heard.reading().point());
    Bay bay = matcher.matches() ? bays.get(Integer.parseInt(matcher.group(1))) : null;
    if (bay != null) {
      bay.hear(matcher.group(2), heard.reading().value(), heard.at(), now, facts);
    }
    return facts;
  }

  /** Completes what is due by now; to be called several times a second. */
  public List<ChargingFact> tick(Moment now) {
    List<ChargingFact> facts = new ArrayList<>(0);
    bays.values().forEach(bay -> bay.judge(now.steady(), now, facts));
    if (now.steady() >= keepAt && bays.values().stream().anyMatch(Bay::charging)) {
      keepAt = now.steady() + KEEP_EVERY;
      revision++;
    }
    return facts;
  }

  /**
   * The agent has ordered a bay on, or off.
   *
   * @param reason why it is off: ends the session when the bay has gone off, or does not within 10
   *     s; null for a pause, after which the session may go on, and for a free bay that is off
   *     until it is started. Of several reasons the first counts.
   */
  public List<ChargingFact> ordered(int bay, boolean on, @Nullable StopReason reason, Moment now) {
    List<ChargingFact> facts = new ArrayList<>(0);
    Bay there = bays.get(bay);
    if (there != null) {
      there.ordered(on, reason, now, facts);
    }
    return facts;
  }

  /**
   * The bays that safety holds now, all of them, and why. A bay that is newly among them counts as
   * ordered off for that reason; one that is not any more stays off until it is ordered on.
   */
  public List<ChargingFact> latched(Map<Integer, StopReason> held, Moment now) {
    List<ChargingFact> facts = new ArrayList<>(0);
    bays.values().forEach(bay -> bay.latched(held.get(bay.number), now, facts));
    return facts;
  }

  /** A bay has been taken out of use, which ends its session as Remote, or into use again. */
  public List<ChargingFact> available(int bay, boolean inUse, Moment now) {
    List<ChargingFact> facts = new ArrayList<>(0);
    Bay there = bays.get(bay);
    if (there != null) {
      there.available(inUse, now, facts);
    }
    return facts;
  }

  /**
   * Somebody knows why a bay has gone off without an order; a second later it is too late, and the
   * reason is PowerLoss. May also come up to 10 s before the relay's word.
   */
  public List<ChargingFact> explain(int bay, StopReason reason, Moment now) {
    List<ChargingFact> facts = new ArrayList<>(0);
    Bay there = bays.get(bay);
    if (there != null) {
      there.explain(reason, now, facts);
    }
    return facts;
  }

  /** The state of each bay of which something is known. */
  public SortedMap<Integer, BayState> states() {
    SortedMap<Integer, BayState> states = new TreeMap<>();
    for (Bay bay : bays.values()) {
      BayState shown = bay.shown();
      if (shown != null) {
        states.put(bay.number, shown);
      }
    }
    return Collections.unmodifiableSortedMap(states);
  }

  /** Sessions and states, to be kept over a restart; about 250 bytes a bay. */
  public byte[] state(Moment now) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORM);
      Ages ages = Ages.keep(out, now);
      out.writeShort(bays.size());
      for (Bay bay : bays.values()) {
        out.writeInt(bay.number);
        bay.write(out, ages);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array cannot fail", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Takes over what was kept by {@link #state}. A session goes on; its energy too when the hardware
   * counts it. It ends when the hardware says that the bay is off, as PowerLoss unless explained.
   * {@link #revise} is to follow when bays may have been taken away meanwhile.
   *
   * @throws IOException when the bytes are no such state; nothing is changed then
   */
  public void restore(byte[] state, Moment now) throws IOException {
    SortedMap<Integer, Bay> kept = new TreeMap<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
      if (in.readByte() != FORM) {
        throw new IOException("not a state of bays");
      }
      Ages ages = Ages.restore(in, now);
      for (int n = in.readUnsignedShort(); n > 0; n--) {
        Bay bay = Bay.read(in.readInt(), in, ages, ids);
        if (ages.longGap()) {
          bay.away(ages, now);
        }
        kept.put(bay.number, bay);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("not a state of bays", e);
    }
    bays.putAll(kept);
  }
}
