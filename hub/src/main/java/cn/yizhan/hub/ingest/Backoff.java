package cn.yizhan.hub.ingest;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who has failed to identify himself lately and must wait: after three failures of one key (address
 * and user name) each further try waits twice as long, up to a minute. Pure; bounded; used by one
 * thread.
 */
final class Backoff {
  private static final int KEYS = 10_000;
  private static final int FREE = 3;
  private static final long FIRST_WAIT = 1_000;
  private static final long LONGEST_WAIT = 60_000;
  private static final long FORGOTTEN_AFTER = 10 * 60_000L;

  private record Failures(int count, long last) {}

  private final Map<String, Failures> failures =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > KEYS;
        }
      };

  /** Milliseconds that the key still has to wait, 0 when it may try. */
  long wait(String key, long now) {
    Failures known = failures.get(key);
    if (known == null || known.count() < FREE) {
      return 0;
    }
    int doublings = Math.min(known.count() - FREE, 10);
    long wait = Math.min(FIRST_WAIT << doublings, LONGEST_WAIT);
    return Math.max(0, known.last() + wait - now);
  }

  /** Notes a failure. */
  void failed(String key, long now) {
    Failures known = failures.get(key);
    int before = known == null || now - known.last() > FORGOTTEN_AFTER ? 0 : known.count();
    failures.put(key, new Failures(before + 1, now));
  }

  /** Forgets the failures of a key that has identified itself. */
  void succeeded(String key) {
    failures.remove(key);
  }
}
