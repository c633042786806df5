package cn.yizhan.edge;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.codec.Limits;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.message.Notice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The texts a display that joins has to be shown: the notices that are valid or will be, and what
 * it shows while nothing is wrong, which travels to it as the notice {@code idle}. They are the
 * hub's and come again with each connection to it, so they are not kept over a restart.
 */
final class DisplayTexts {
  /** Notices held at a time; the oldest goes when there are more. */
  static final int MOST = 50;

  private final Map<String, Notice> notices = new LinkedHashMap<>();
  private @Nullable Notice idle;

  /** Takes in a notice; a later one of an id replaces it, and one that is over takes it away. */
  void take(Notice notice, long now) {
    notices.remove(notice.id());
    if (notice.until() > now) {
      notices.put(notice.id(), notice);
    }
    notices.values().removeIf(held -> held.until() <= now);
    while (notices.size() > MOST) {
      notices.remove(notices.keySet().iterator().next());
    }
  }

  /**
   * Takes in what displays show while nothing is wrong.
   *
   * @return what displays are to be told, null when it is what they know
   */
  @Nullable Notice idle(@Nullable Label text, long now) {
    Notice before = idle;
    if (text == null) {
      idle = null;
      return before == null ? null : new Notice(before.id(), before.text(), before.from(), now);
    }
    Notice next = new Notice(Config.IDLE, text, 0, Limits.MAX_TIME);
    idle = next;
    return next.equals(before) ? null : next;
  }

  /** All that a display that joins is to be told. */
  List<Notice> all(long now) {
    List<Notice> all = new ArrayList<>();
    Notice first = idle;
    if (first != null) {
      all.add(first);
    }
    notices.values().stream().filter(held -> held.until() > now).forEach(all::add);
    return all;
  }
}
