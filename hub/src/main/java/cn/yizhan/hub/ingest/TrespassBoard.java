package cn.yizhan.hub.ingest;

import cn.yizhan.protocol.StationCode;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has attempts of stations at what is not their own kept, at most once a minute for each station
 * and sort, so that a station that floods does not fill the log.
 */
final class TrespassBoard {
  private static final Logger LOG = LoggerFactory.getLogger(TrespassBoard.class);
  private static final int LONGEST_TOPIC = 200;

  private final TrespassLog log;
  private final Map<StationCode, Map<TrespassLog.Sort, OncePerMinute>> seen = new HashMap<>();

  TrespassBoard(TrespassLog log) {
    this.log = log;
  }

  /** Notes an attempt; the topic is the client's text as it came. */
  void note(Session session, TrespassLog.Sort sort, String topic, long now) {
    long times =
        seen.computeIfAbsent(session.code(), code -> new EnumMap<>(TrespassLog.Sort.class))
            .computeIfAbsent(sort, first -> new OncePerMinute())
            .happened(now);
    if (times == 0) {
      return;
    }
    log.keep(
            new TrespassLog.Trespass(
                session.code(), sort, printable(topic), times, session.peer().address()))
        .onFailure(
            e -> LOG.warn("{} of {} not kept: {}", sort.action(), session.code(), e.toString()));
  }

  /** The beginning of a text, with what a database or a terminal could not take replaced. */
  static String printable(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(LONGEST_TOPIC)
        .forEach(
            c -> {
              boolean plain =
                  !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE;
              shown.appendCodePoint(plain ? c : '?');
            });
    return shown.toString();
  }
}
