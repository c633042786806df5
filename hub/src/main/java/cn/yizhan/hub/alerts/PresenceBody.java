package cn.yizhan.hub.alerts;

import cn.yizhan.protocol.Label;
import org.jspecify.annotations.Nullable;

/**
 * The body of the news that a station is connected or not. Its fields and their order are fixed by
 * golden files: fields are added, none is renamed.
 */
public final class PresenceBody {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private PresenceBody() {}

  /**
   * The JSON text of {@link News#STATION_OFFLINE}.
   *
   * @param place where it is, with its station
   * @param since since when it is missed, milliseconds
   * @param style how alerts look here
   * @param now the present, milliseconds
   */
  public static String offline(Place place, long since, Style style, long now) {
    NewsSheet sheet = new NewsSheet(News.STATION_OFFLINE, place, style, now);
    sheet.data().put("since", sheet.time(since));
    String at = sheet.spoken(since);
    return sheet.told(
        new Label("离线", "OFFLINE"),
        new Label("离线", "station offline"),
        new Label(
            at + " 起没有连接。离线期间现场自动断电保护仍然有效。",
            "No connection since "
                + at
                + ". Cutting of dangerous bays goes on at the station meanwhile."),
        "");
  }

  /**
   * The JSON text of {@link News#STATION_ONLINE}.
   *
   * @param place where it is, with its station
   * @param since since when it is connected, milliseconds
   * @param away how long it was missed before, milliseconds; null when that was never told
   * @param style how alerts look here
   * @param now the present, milliseconds
   */
  public static String online(Place place, long since, @Nullable Long away, Style style, long now) {
    NewsSheet sheet = new NewsSheet(News.STATION_ONLINE, place, style, now);
    sheet.data().put("since", sheet.time(since));
    sheet.data().put("awaySeconds", away == null ? null : Math.round(away / 1000.0));
    String at = sheet.spoken(since);
    Label span = away == null ? null : rounded(Math.round(away / 1000.0));
    return sheet.told(
        new Label("在线", "ONLINE"),
        span == null
            ? new Label("首次在线", "station online for the first time")
            : new Label("恢复在线", "station online again"),
        span == null
            ? new Label(at + " 起在线。", "Online since " + at + ".")
            : new Label(
                at + " 起在线，此前离线" + span.zh() + "。",
                "Online since " + at + ", after " + span.en() + " offline."),
        "");
  }

  /** As people would say it: two of the unit at least, and no more precise than that. */
  private static Label rounded(long seconds) {
    for (long unit : new long[] {DAY, HOUR, MINUTE}) {
      if (seconds >= 2 * unit) {
        return Words.span(Math.round((double) seconds / unit) * unit);
      }
    }
    return Words.span(seconds);
  }
}
