package cn.yizhan.edge;

import cn.yizhan.protocol.codec.Limits;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The hardware a station has heard, at most as much as a birth may name. When there is no room, the
 * one unheard for longest makes it, if it has been silent for a while.
 */
final class KnownDevices {
  /** Hardware heard within this time keeps its place, ms. */
  static final long KEPT = 3_600_000;

  private static final long NOT_YET = Long.MIN_VALUE / 2;

  /** When each was heard, by the steady clock; the one unheard for longest comes first. */
  private final Map<String, Long> heard = new LinkedHashMap<>();

  /** Takes over the hardware of before a restart, which has not been heard since. */
  void restore(Collection<String> ids) {
    ids.stream().limit(Limits.DEVICES).forEach(id -> heard.putIfAbsent(id, NOT_YET));
  }

  /** True when the device is known or there is room for it. */
  boolean welcome(String id, long now) {
    return heard.containsKey(id) || heard.size() < Limits.DEVICES || silent(now) != null;
  }

  /**
   * A device has been heard.
   *
   * @param now by the steady clock
   * @return true when it has become known by that
   */
  boolean hear(String id, long now) {
    if (!welcome(id, now)) {
      return false;
    }
    boolean news = heard.remove(id) == null;
    String silent = heard.size() >= Limits.DEVICES ? silent(now) : null;
    if (silent != null) {
      heard.remove(silent);
    }
    heard.put(id, now);
    return news;
  }

  /** When it was last heard, by the steady clock; null when not since the start. */
  @Nullable Long heardAt(String id) {
    Long at = heard.get(id);
    return at == null || at == NOT_YET ? null : at;
  }

  boolean knows(String id) {
    return heard.containsKey(id);
  }

  /** The device unheard for longest, if that is long. */
  private @Nullable String silent(long now) {
    Map.Entry<String, Long> first = heard.entrySet().iterator().next();
    return now - first.getValue() >= KEPT ? first.getKey() : null;
  }

  /** All of them, the one unheard for longest first. */
  List<String> ids() {
    return List.copyOf(heard.keySet());
  }

  /** All of them, in the order of their names. */
  Set<String> sorted() {
    return new TreeSet<>(heard.keySet());
  }
}
