package cn.yizhan.hub.ingest;

import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.ingest.StationStore.Credential;
import cn.yizhan.protocol.StationCode;
import io.vertx.core.Future;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks secrets and takes stations over, for as many connections at a time as wait: when thousands
 * come back at once, the database is asked a few times, not thousands of times.
 */
final class Doorman {
  private static final Logger LOG = LoggerFactory.getLogger(Doorman.class);
  private static final int MOST_AT_ONCE = 256;
  private static final byte[] NOBODY = new byte[32];

  private final StationStore store;
  private final Peppers peppers;
  private final Refolding refolding;
  private final ArrayDeque<Visitor> waiting = new ArrayDeque<>();
  private boolean busy;

  Doorman(StationStore store, Peppers peppers, Refolding refolding) {
    this.store = store;
    this.peppers = peppers;
    this.refolding = refolding;
  }

  /** How an attempt to connect ends. */
  enum Refusal {
    /** The credentials are not right. */
    CREDENTIALS,
    /** What is stored of the station cannot be read now. */
    UNAVAILABLE,
    /** Another connection of the same station came meanwhile. */
    OVERTAKEN
  }

  /**
   * Somebody at the door.
   *
   * @param claim whom he says he is
   * @param known called when the secret was right, before the station is taken over
   * @param accepted called with the station's fold when he is let in
   * @param refused called when he is not
   */
  record Visitor(
      ConnectCheck.Result.Claim claim,
      Runnable known,
      Consumer<StationFold> accepted,
      Consumer<Refusal> refused) {}

  /** Lets somebody wait for his turn; whom he says he is gives him no right over others. */
  void admit(Visitor visitor) {
    waiting.add(visitor);
    next();
  }

  private void next() {
    if (busy || waiting.isEmpty()) {
      return;
    }
    List<Visitor> group = new ArrayList<>();
    while (!waiting.isEmpty() && group.size() < MOST_AT_ONCE) {
      group.add(waiting.remove());
    }
    busy = true;
    admit(group)
        .onFailure(
            e -> {
              LOG.warn("stations cannot be let in: {}", e.toString());
              group.forEach(visitor -> visitor.refused().accept(Refusal.UNAVAILABLE));
            })
        .onComplete(
            done -> {
              busy = false;
              next();
            });
  }

  private Future<Void> admit(List<Visitor> group) {
    return store
        .credentials(
            group.stream().map(visitor -> visitor.claim().code().value()).distinct().toList())
        .map(credentials -> identified(group, credentials))
        .compose(
            known ->
                store
                    .takeOver(known.keySet())
                    .compose(refolding::folds)
                    .onSuccess(
                        folds ->
                            known.forEach(
                                (station, visitor) -> {
                                  StationFold fold = folds.get(station);
                                  if (fold == null) {
                                    visitor.refused().accept(Refusal.UNAVAILABLE);
                                  } else {
                                    visitor.accepted().accept(fold);
                                  }
                                })))
        .mapEmpty();
  }

  /**
   * Those whose secret is right, by database id, of several for one station the last that came; the
   * others are refused and taken out.
   */
  private Map<Integer, Visitor> identified(List<Visitor> group, List<Credential> credentials) {
    Map<StationCode, Credential> byCode = new HashMap<>();
    credentials.forEach(credential -> byCode.put(credential.code(), credential));
    Map<Integer, Visitor> known = new LinkedHashMap<>();
    for (Visitor visitor : List.copyOf(group)) {
      Credential credential = byCode.get(visitor.claim().code());
      if (credential != null && right(credential, visitor.claim().secret())) {
        Visitor earlier = known.put(credential.station(), visitor);
        if (earlier != null) {
          group.remove(earlier);
          earlier.refused().accept(Refusal.OVERTAKEN);
        }
      } else {
        group.remove(visitor);
        visitor.refused().accept(Refusal.CREDENTIALS);
      }
    }
    known.values().forEach(visitor -> visitor.known().run());
    return known;
  }

  private boolean right(Credential credential, byte[] secret) {
    boolean right = false;
    for (StationStore.Keyed keyed : credential.secrets()) {
      right |= MessageDigest.isEqual(hmac(keyed.pepper(), secret), keyed.hmac());
    }
    return right && !credential.disabled();
  }

  private byte[] hmac(int pepper, byte[] secret) {
    try {
      return peppers.hmac(pepper, secret);
    } catch (IllegalArgumentException noSuchKey) {
      LOG.error("a station's secret was made with pepper {}, which is missing", pepper);
      return NOBODY;
    }
  }
}
