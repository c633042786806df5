package cn.yizhan.hub.notify;

import cn.yizhan.hub.access.Actor;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the notifications of street offices go. What lies outside an actor's office is not there.
 */
public interface Endpoints {
  /**
   * An endpoint as people see it.
   *
   * @param office code of the office
   * @param kind {@code webhook}
   * @param disabledReason why nothing is sent to it any more; null while it is enabled
   * @param created epoch milliseconds
   */
  record Entry(
      UUID id,
      String office,
      String kind,
      String url,
      @Nullable String disabledReason,
      long created) {
    /** Whether notifications are sent to it. */
    public boolean enabled() {
      return disabledReason == null;
    }
  }

  /**
   * A new endpoint.
   *
   * @param secret shown this once
   */
  record Registered(Entry entry, SigningSecret secret) {}

  /**
   * Registers a webhook; null when there is no such office.
   *
   * <p>Fails with {@link IllegalArgumentException} saying what is wrong with the URL.
   */
  Future<@Nullable Registered> register(Actor actor, String office, String url);

  /** The endpoints of an office, newest first; empty when there is no such office. */
  Future<List<Entry>> list(Actor actor, String office);

  /**
   * Sends nothing more to it, what is waiting included; null when there is no such endpoint. A
   * disabled one keeps its first reason.
   */
  Future<@Nullable Entry> disable(Actor actor, UUID id, String reason);

  /**
   * Queues a test notification and returns its id; null when there is no such endpoint or it is
   * disabled.
   */
  Future<@Nullable String> sendTest(Actor actor, UUID id);
}
