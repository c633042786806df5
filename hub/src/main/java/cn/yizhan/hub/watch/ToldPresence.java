package cn.yizhan.hub.watch;

import org.jspecify.annotations.Nullable;

/**
 * Whether a station is heard, and what was last told of that to systems that want to know.
 *
 * @param absence how it is
 * @param told what was told, null when nothing was
 */
public record ToldPresence(Absence absence, @Nullable Told told) {

  /**
   * What was told.
   *
   * @param online whether it was connected
   * @param since since when, milliseconds
   * @param change number of that change, from 1
   */
  public record Told(boolean online, long since, int change) {}

  /**
   * What is to be told now; null for nothing. Of a station that is not expected nothing is told.
   *
   * @param now the hub's clock, milliseconds
   * @param accepting since when some hub has accepted stations without a break
   */
  public @Nullable PresenceNews judge(long now, long accepting) {
    Told before = told;
    boolean known = before != null && before.online() == absence.online();
    if (known || !absence.expected() || !(absence.online() || absence.missed(now, accepting))) {
      return null;
    }
    return new PresenceNews(
        absence.station(),
        absence.online(),
        absence.since(),
        before != null && absence.online() ? Math.max(0, absence.since() - before.since()) : null,
        before == null ? 0 : before.change());
  }
}
