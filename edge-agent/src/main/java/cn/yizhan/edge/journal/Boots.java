package cn.yizhan.edge.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The starts of the machine that the agent has seen, in order, and what was learnt of their times.
 * Pure; times in milliseconds.
 *
 * <p>A boot whose time was never learnt lies between the ones before and after it. It is put as
 * late as it can have been: most stations that lose power have it back soon, and the hub takes late
 * reports, but none from before what it keeps.
 */
public final class Boots {
  /** Boots remembered. */
  static final int MOST = 100;

  /** Bytes of {@link #bytes()} at most. */
  public static final int CAPACITY = 16 * 1024;

  /** How often it has to be noted that a boot goes on; its end is known so exactly. */
  public static final long NOTED_EVERY = 10_000;

  /**
   * A start of the machine.
   *
   * @param id which
   * @param began its uptime when it was first noted
   * @param last its uptime when it was last noted
   * @param at when it was; null while that is not known
   */
  private record Boot(UUID id, long began, long last, @Nullable Long at) {
    long span() {
      return last + NOTED_EVERY - began;
    }
  }

  private static final Pattern LINE =
      Pattern.compile("([0-9a-f-]{36}) ([0-9]{1,18}) ([0-9]{1,18}) (-|[0-9]{1,18})");

  private static final Pattern PROVEN = Pattern.compile("hub ([0-9]{1,15})");

  /** How far what is proven may lag behind what could be, ms; it is kept so much more seldom. */
  private static final long PROVEN_EVERY = 6 * 3_600_000L;

  private final List<Boot> boots = new ArrayList<>();
  private final long least;
  private long proven;

  /**
   * None.
   *
   * @param least what no true time is before
   */
  public Boots(long least) {
    this.least = least;
    this.proven = least;
  }

  /**
   * A time came that nobody could have made up.
   *
   * @return true when it is so much later than the one before that it is to be kept
   */
  public boolean prove(long time) {
    boolean news = time >= proven + PROVEN_EVERY;
    proven = news ? time : proven;
    return news;
  }

  /**
   * The latest time that is proven to have come; what no true time is before when there is none.
   * The machine's own clock proves nothing: one that was years ahead once would else be believed
   * for ever.
   */
  public long proven() {
    return proven;
  }

  /** A boot goes on. */
  public void note(UUID id, long uptime) {
    int at = index(id);
    if (at < 0) {
      boots.add(new Boot(id, uptime, uptime, null));
      while (boots.size() > MOST) {
        boots.remove(0);
      }
    } else {
      Boot boot = boots.get(at);
      boots.set(
          at, new Boot(id, Math.min(boot.began, uptime), Math.max(boot.last, uptime), boot.at));
    }
  }

  /** When a boot was is known. */
  public void learn(UUID id, long at) {
    int index = index(id);
    if (index >= 0) {
      Boot boot = boots.get(index);
      boots.set(index, new Boot(id, boot.began, boot.last, at));
    }
  }

  /** True when it is known when a boot was. */
  public boolean knows(UUID id) {
    int index = index(id);
    return index >= 0 && boots.get(index).at != null;
  }

  /** The newest time known to have come; what no true time is before when there is none. */
  public long newest() {
    long newest = least;
    for (Boot boot : boots) {
      newest = boot.at == null ? newest : Math.max(newest, boot.at + boot.last);
    }
    return newest;
  }

  /**
   * How to date the records of a boot.
   *
   * @param now the time now, which is known
   */
  public Dates dates(UUID id, long now) {
    int index = index(id);
    Boot boot = index < 0 ? new Boot(id, 0, 0, null) : boots.get(index);
    if (boot.at != null) {
      return new Dates(boot.at - Undated.ZERO, true, boot.at + boot.began, boot.at + boot.last);
    }
    long until = now;
    for (int later = boots.size() - 1; later > index && index >= 0; later--) {
      Boot next = boots.get(later);
      until = next.at == null ? until - next.span() : next.at + next.began;
    }
    long from = least;
    for (int earlier = 0; earlier < index; earlier++) {
      Boot before = boots.get(earlier);
      from = before.at == null ? from + before.span() : before.at + before.last;
    }
    long at = until - NOTED_EVERY - boot.last;
    return new Dates(at - Undated.ZERO, false, Math.min(from, at + boot.began), until);
  }

  private int index(UUID id) {
    for (int i = 0; i < boots.size(); i++) {
      if (boots.get(i).id.equals(id)) {
        return i;
      }
    }
    return -1;
  }

  /** All of it as text, to be kept. */
  public byte[] bytes() {
    StringBuilder text = new StringBuilder();
    if (proven > least) {
      text.append("hub ").append(proven).append('\n');
    }
    for (Boot boot : boots) {
      text.append(boot.id).append(' ').append(boot.began).append(' ').append(boot.last);
      text.append(' ').append(boot.at == null ? "-" : String.valueOf(boot.at)).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Takes over what {@link #bytes()} gave before; lines that are none are passed over. */
  public void restore(byte[] bytes) {
    boots.clear();
    proven = least;
    for (String line : new String(bytes, StandardCharsets.US_ASCII).split("\n", -1)) {
      Matcher hub = PROVEN.matcher(line);
      if (hub.matches()) {
        proven = Math.max(least, Long.parseLong(hub.group(1)));
      }
      Matcher boot = LINE.matcher(line);
      if (boot.matches()) {
        boots.add(
            new Boot(
                UUID.fromString(boot.group(1)),
                Long.parseLong(boot.group(2)),
                Long.parseLong(boot.group(3)),
                boot.group(4).equals("-") ? null : Long.valueOf(boot.group(4))));
      }
    }
  }
}
