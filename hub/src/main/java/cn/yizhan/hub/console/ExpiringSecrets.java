package cn.yizhan.hub.console;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.access.Secret;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Secrets that stand for an actor for a while: codes of login links, and sessions. They live in
 * memory, as keyed hashes, so a restart of the hub ends them. Safe for all threads.
 */
final class ExpiringSecrets {
  private final Peppers peppers;
  private final String prefix;
  private final Duration life;
  private final int most;
  // all live equally long, so the order of insertion is the order of expiry
  private final Map<String, Grant> grants = new LinkedHashMap<>();

  /**
   * What a secret stands for.
   *
   * @param actor who
   * @param expires from when on it stands for nobody, epoch milliseconds
   */
  record Grant(Actor actor, long expires) {}

  /**
   * @param peppers keys of the hashes
   * @param prefix tells people and scanners the use of a secret
   * @param life how long a secret is good
   * @param most how many are kept; past that the oldest ends early
   */
  ExpiringSecrets(Peppers peppers, String prefix, Duration life, int most) {
    this.peppers = peppers;
    this.prefix = prefix;
    this.life = life;
    this.most = most;
  }

  /** A fresh secret for the actor. */
  synchronized Secret issue(Actor actor, long now) {
    forgetExpired(now);
    if (grants.size() >= most) {
      grants.remove(grants.keySet().iterator().next());
    }
    Secret secret = Secret.fresh(prefix);
    grants.put(hash(secret), new Grant(actor, now + life.toMillis()));
    return secret;
  }

  /** What the secret stands for, or null. */
  synchronized @Nullable Grant find(Secret secret, long now) {
    forgetExpired(now);
    return grants.get(hash(secret));
  }

  /** What the secret stood for, or null; it stands for nobody afterwards. */
  synchronized @Nullable Grant take(Secret secret, long now) {
    forgetExpired(now);
    return grants.remove(hash(secret));
  }

  private void forgetExpired(long now) {
    Iterator<Grant> oldest = grants.values().iterator();
    while (oldest.hasNext() && oldest.next().expires() <= now) {
      oldest.remove();
    }
  }

  private String hash(Secret secret) {
    return HexFormat.of().formatHex(peppers.hmac(peppers.current(), secret.bytes()));
  }
}
