package cn.yizhan.hub.notify;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.notify.channel.Kind;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
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
   * @param kind {@code webhook} for instance
   * @param url where it goes, without what must not be seen
   * @param disabledReason why nothing is sent to it any more; null while it is enabled
   * @param created epoch milliseconds
   * @param shown everything that is set about it, secrets masked, as the API takes it
   * @param bothUntil until when a webhook's former secret signs, too, epoch milliseconds; null when
   *     it does not
   */
  record Entry(
      UUID id,
      String office,
      String kind,
      String url,
      @Nullable String disabledReason,
      long created,
      ObjectNode shown,
      @Nullable Long bothUntil) {
    /** Whether notifications are sent to it. */
    public boolean enabled() {
      return disabledReason == null;
    }
  }

  /**
   * A webhook whose secret is new.
   *
   * @param secret shown this once
   */
  record Registered(Entry entry, SigningSecret secret) {}

  /**
   * A new endpoint of any kind.
   *
   * @param secret shown this once; null for kinds that are not signed with a secret of ours
   */
  record Added(Entry entry, @Nullable SigningSecret secret) {}

  /**
   * Registers a webhook; null when there is no such office.
   *
   * <p>Fails with {@link IllegalArgumentException} saying what is wrong with the URL.
   */
  default Future<@Nullable Registered> register(Actor actor, String office, String url) {
    ObjectNode sheet = JsonNodeFactory.instance.objectNode();
    return register(actor, office, sheet.put("kind", Kind.WEBHOOK.word()).put("url", url))
        .map(
            added ->
                added == null
                    ? null
                    : new Registered(added.entry(), Objects.requireNonNull(added.secret())));
  }

  /**
   * Registers an endpoint of any kind; null when there is no such office.
   *
   * @param sheet what is set about it, see {@link cn.yizhan.hub.notify.channel.Sheet}; when that is
   *     not right the future fails with {@link cn.yizhan.hub.notify.channel.BadSettings}
   */
  Future<@Nullable Added> register(Actor actor, String office, ObjectNode sheet);

  /**
   * Changes what is set about an endpoint; null when there is no such endpoint.
   *
   * @param patch what is to be different, as a merge patch (RFC 7396); when the result is not right
   *     the future fails with {@link cn.yizhan.hub.notify.channel.BadSettings}
   */
  Future<@Nullable Entry> change(Actor actor, UUID id, ObjectNode patch);

  /** One endpoint; null when there is no such endpoint. */
  Future<@Nullable Entry> find(Actor actor, UUID id);

  /** Sends to it again from now on; null when there is no such endpoint. */
  Future<@Nullable Entry> enable(Actor actor, UUID id);

  /**
   * Gives a webhook a new signing secret; for a while both sign. Null when there is no such
   * webhook.
   *
   * @param bothHours how long the former secret signs, too, hours; 0 for not at all
   */
  Future<@Nullable Registered> rotate(Actor actor, UUID id, int bothHours);

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
