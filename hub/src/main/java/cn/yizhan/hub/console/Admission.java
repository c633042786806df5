package cn.yizhan.hub.console;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.ActorName;
import cn.yizhan.hub.access.Credentials;
import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.access.Secret;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How people get in before there are user accounts: whoever holds a token asks for a link; the link
 * works once within ten minutes and opens a session of twelve hours with the token's role and
 * office, which ends earlier when the token does. Safe for all threads.
 */
public final class Admission {
  /** How long a link works. */
  public static final Duration LINK_LIFE = Duration.ofMinutes(10);

  /** How long a session lasts. */
  public static final Duration SESSION_LIFE = Duration.ofHours(12);

  private static final String LINK_PREFIX = "yzl_";
  private static final String SESSION_PREFIX = "yzs_";
  private static final int MOST_LINKS = 100;
  private static final int MOST_SESSIONS = 1000;

  private final ExpiringSecrets links;
  private final ExpiringSecrets sessions;
  private final Credentials credentials;
  private final LinkLog log;
  private final LongSupplier clock;

  /**
   * @param peppers keys of the hashes that are kept
   * @param credentials whether a token is still accepted
   * @param log where links are written down
   * @param clock epoch milliseconds
   */
  public Admission(Peppers peppers, Credentials credentials, LinkLog log, LongSupplier clock) {
    this.links = new ExpiringSecrets(peppers, LINK_PREFIX, LINK_LIFE, MOST_LINKS);
    this.sessions = new ExpiringSecrets(peppers, SESSION_PREFIX, SESSION_LIFE, MOST_SESSIONS);
    this.credentials = credentials;
    this.log = log;
    this.clock = clock;
  }

  /**
   * A link that was made.
   *
   * @param code its secret part
   * @param expires from when on it does not work, epoch milliseconds
   */
  record Link(Secret code, long expires) {}

  /**
   * Makes a link.
   *
   * @param actor whose role and office the session gets
   * @param person the name that is said of who will use it, without colon and slash; null for none
   */
  Future<Link> link(Actor actor, @Nullable String person) {
    Actor session = actor.named(ActorName.onPage(person, actor.name()));
    return log.made(actor, session.name())
        .map(
            made -> {
              long now = clock.getAsLong();
              return new Link(links.issue(session, now), now + LINK_LIFE.toMillis());
            });
  }

  /** Opens a session for a link's code; null when the code was used, is too old or was never. */
  Future<@Nullable Secret> enter(Secret code) {
    return standing(links.find(code, clock.getAsLong()))
        .map(
            actor -> {
              long now = clock.getAsLong();
              return actor == null || links.take(code, now) == null
                  ? null
                  : sessions.issue(actor, now);
            });
  }

  /** Whose session it is, or null. */
  Future<@Nullable Actor> actorOf(Secret session) {
    return standing(sessions.find(session, clock.getAsLong()))
        .onSuccess(
            actor -> {
              if (actor == null) {
                leave(session);
              }
            });
  }

  /** Whom the grant stands for while the token behind it is accepted. */
  private Future<@Nullable Actor> standing(ExpiringSecrets.@Nullable Grant grant) {
    UUID token = grant == null ? null : grant.actor().token();
    if (grant == null || token == null) {
      return Future.succeededFuture(null);
    }
    String name = grant.actor().name();
    return credentials.holder(token).map(holder -> holder == null ? null : holder.named(name));
  }

  /** Ends a session. */
  void leave(Secret session) {
    sessions.take(session, clock.getAsLong());
  }

  /** True when the actor came by a session; such a one cannot make links for ever longer stays. */
  static boolean isPerson(Actor actor) {
    return ActorName.isOnPage(actor.name());
  }
}
