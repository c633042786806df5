package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * What stations reported, as the OpenAPI document shows it. A station outside the actor's scope is
 * as if it did not exist: null, or an empty list.
 */
public interface Telemetry {
  /**
   * Which part of a station's history is asked for.
   *
   * @param station code of the station
   * @param from event time, inclusive; null for the beginning
   * @param to event time, exclusive; null for the end
   */
  record Span(String station, @Nullable Long from, @Nullable Long to) {}

  /** Samples by event time, of one point when one is named. */
  Future<@Nullable Page> samples(Actor actor, Span span, @Nullable String point, Cursor cursor);

  /** Identities of stored messages, each once, of one lane when one is named. */
  Future<@Nullable Page> reports(Actor actor, Span span, @Nullable String lane, Cursor cursor);

  /** Events by event time. */
  Future<@Nullable Page> events(Actor actor, Span span, Cursor cursor);

  /** The latest value of each point. */
  Future<@Nullable Page> latest(Actor actor, String station, Cursor cursor);

  /** Rejections in the order of receipt, of one station when one is named. */
  Future<Page> rejections(Actor actor, @Nullable String station, Cursor cursor);

  /** Gaps in the order of detection, of one station when one is named. */
  Future<Page> gaps(Actor actor, @Nullable String station, Cursor cursor);
}
