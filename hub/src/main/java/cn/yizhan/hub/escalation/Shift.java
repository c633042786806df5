package cn.yizhan.hub.escalation;

import org.jspecify.annotations.Nullable;

/**
 * Somebody is on duty for a while.
 *
 * @param span when, epoch milliseconds
 * @param role as what
 * @param person who
 * @param deputy who stands in during the leave, null for nobody
 * @param leave when the person is away, null for never
 * @param area for which part of the office's area
 */
public record Shift(
    Span span,
    DutyRole role,
    Person person,
    @Nullable Person deputy,
    @Nullable Span leave,
    Area area) {

  /**
   * A time from its first millisecond to before its end.
   *
   * @param from epoch milliseconds
   * @param to epoch milliseconds
   */
  public record Span(long from, long to) {
    /** True when the time lies in it. */
    public boolean contains(long at) {
      return from <= at && at < to;
    }
  }

  /**
   * One of the office's own people.
   *
   * @param name name
   * @param mobile work telephone, null when not known
   */
  public record Person(String name, @Nullable String mobile) {}

  /**
   * A part of an office's area.
   *
   * @param community the community, null for all
   * @param grid the grid, null for all
   */
  public record Area(@Nullable String community, @Nullable String grid) {
    /** The whole area of the office. */
    public static final Area WHOLE = new Area(null, null);

    /** How narrowly it takes in a place, from 0; -1 when it does not. */
    int fits(Area place) {
      if ((community != null && !community.equals(place.community))
          || (grid != null && !grid.equals(place.grid))) {
        return -1;
      }
      return (community == null ? 0 : 1) + (grid == null ? 0 : 2);
    }
  }
}
