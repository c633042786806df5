package cn.yizhan.hub.console;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.access.Secret;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How people get in before there are user accounts: whoever holds a token asks for a link; the link
 * works once within ten minutes and opens a session of twelve hours with the token's role and
 * office. Safe for all threads.
 */
public final class Admission {
  /** How long a link works. */
  public static final Duration LINK_LIFE = Duration.ofMinutes(10);

  /** How long a session lasts. */
  public static final Duration SESSION_LIFE = Duration.ofHours(12);

  private static final String LINK_PREFIX = "yzl_";
  private static final String SESSION_PREFIX = "yzs_";
  private static final String PERSON = "page:";
  private static final int MOST_LINKS = 100;
  private static final int MOST_SESSIONS = 1000;

  private final ExpiringSecrets links;
  private final ExpiringSecrets sessions;
  private final LongSupplier clock;

  /**
   * @param peppers keys of the hashes that are kept
   * @param clock epoch milliseconds
   */
  public Admission(Peppers peppers, LongSupplier clock) {
    this.links = new ExpiringSecrets(peppers, LINK_PREFIX, LINK_LIFE, MOST_LINKS);
    this.sessions = new ExpiringSecrets(peppers, SESSION_PREFIX, SESSION_LIFE, MOST_SESSIONS);
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
   * @param name the name of the person, for the audit log; null for the actor's own
   */
  Link link(Actor actor, @Nullable String name) {
    long now = clock.getAsLong();
    String person = PERSON + (name == null ? actor.name() : name);
    Secret code = links.issue(new Actor(person, actor.role(), actor.office()), now);
    return new Link(code, now + LINK_LIFE.toMillis());
  }

  /** Opens a session for a link's code; null when the code was used, is too old or was never. */
  @Nullable Secret enter(Secret code) {
    long now = clock.getAsLong();
    ExpiringSecrets.Grant grant = links.take(code, now);
    return grant == null ? null : sessions.issue(grant.actor(), now);
  }

  /** Whose session it is, or null. */
  @Nullable Actor actorOf(Secret session) {
    ExpiringSecrets.Grant grant = sessions.find(session, clock.getAsLong());
    return grant == null ? null : grant.actor();
  }

  /** Ends a session. */
  void leave(Secret session) {
    sessions.take(session, clock.getAsLong());
  }

  /** True when the actor came by a session; such a one cannot make links for ever longer stays. */
  static boolean isPerson(Actor actor) {
    return actor.name().startsWith(PERSON);
  }
}
