package cn.yizhan.hub.hours;

import cn.yizhan.hub.hours.DailySpan.Open;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a station is open by plan. Spans that touch are one: open until 24:00 and again from 00:00
 * is open without a break. A span that goes past midnight belongs to the day on which it begins, so
 * that a day that differs leaves alone what began the evening before.
 *
 * @param week spans of every week
 * @param exceptions days on which other spans hold instead; none when it is closed that day
 */
public record OpeningHours(List<Weekly> week, Map<LocalDate, Exceptional> exceptions) {
  private static final long LONG = 24 * 3_600_000L;

  /** Copies both. */
  public OpeningHours {
    week = List.copyOf(week);
    exceptions = Map.copyOf(exceptions);
  }

  /**
   * A span of some days of the week.
   *
   * @param days days on which it begins
   * @param span when
   */
  public record Weekly(Set<DayOfWeek> days, DailySpan span) {
    /** Copies the days. */
    public Weekly {
      days = Set.copyOf(days);
    }
  }

  /**
   * A day that differs.
   *
   * @param spans when it is open that day, empty when it is not
   * @param reason why, for people
   */
  public record Exceptional(List<DailySpan> spans, String reason) {
    /** Copies the spans. */
    public Exceptional {
      spans = List.copyOf(spans);
    }
  }

  /** True when it is open at that time, epoch milliseconds. */
  public boolean open(long time, ZoneId zone) {
    return around(time, time, zone) != null;
  }

  /**
   * Since when it has been open without a break; null when it is not open.
   *
   * @param time epoch milliseconds
   * @param zone whose days and hours are meant
   * @param notBefore what is earlier is of no interest
   */
  public @Nullable Long since(long time, ZoneId zone, long notBefore) {
    Open open = around(time, notBefore, zone);
    return open == null ? null : Math.max(open.from(), notBefore);
  }

  /**
   * The hours around a time as people know them, {@code 08:00-20:00}; {@code 00:00-24:00} when it
   * is open for more than a day; null when it is not open.
   */
  public @Nullable String text(long time, ZoneId zone) {
    Open open = around(time, time - LONG, zone);
    if (open == null) {
      return null;
    }
    return open.to() - open.from() > LONG ? "00:00-24:00" : open.text(zone);
  }

  /**
   * The time around another in which it is open without a break, as far back as is of interest and
   * at least a day ahead.
   */
  private @Nullable Open around(long time, long notBefore, ZoneId zone) {
    LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(time), zone);
    List<Open> near = new ArrayList<>();
    for (int i = -2; i <= 2; i++) {
      near.addAll(on(day.plusDays(i), zone));
    }
    Open open = joined(near, time);
    LocalDate earlier = day.minusDays(2);
    while (open != null && open.from() > notBefore && touches(earlier, zone, open)) {
      earlier = earlier.minusDays(1);
      near.addAll(on(earlier, zone));
      open = joined(near, time);
    }
    return open;
  }

  /** Whether the span may have begun before that day, as far as the days from it on tell. */
  private static boolean touches(LocalDate day, ZoneId zone, Open open) {
    return open.from() < day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
  }

  private static @Nullable Open joined(List<Open> spans, long time) {
    spans.sort(Comparator.comparingLong(Open::from));
    List<Open> joined = new ArrayList<>();
    for (Open span : spans) {
      Open last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && span.from() <= last.to()) {
        joined.set(joined.size() - 1, new Open(last.from(), Math.max(last.to(), span.to())));
      } else {
        joined.add(span);
      }
    }
    spans.clear();
    spans.addAll(joined);
    return joined.stream()
        .filter(span -> span.from() <= time && time < span.to())
        .findFirst()
        .orElse(null);
  }

  private List<Open> on(LocalDate day, ZoneId zone) {
    Exceptional other = exceptions.get(day);
    List<Open> spans = new ArrayList<>();
    List<DailySpan> planned =
        other != null
            ? other.spans()
            : week.stream()
                .filter(weekly -> weekly.days().contains(day.getDayOfWeek()))
                .map(Weekly::span)
                .toList();
    for (DailySpan span : planned) {
      Open open = span.on(day, zone);
      if (open != null) {
        spans.add(open);
      }
    }
    return spans;
  }
}
