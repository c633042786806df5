package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.protocol.message.Notice;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Texts for the displays of a station, an office or all; changes are audited in their transaction.
 */
public interface NoticeBook {
  /** How far a notice reaches. */
  enum Reach {
    STATION("station"),
    OFFICE("office"),
    ALL("all");

    private final String word;

    Reach(String word) {
      this.word = word;
    }

    /** The word used in JSON and in the database. */
    public String word() {
      return word;
    }

    /**
     * The reach of that word.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Reach of(String word) {
      for (Reach reach : values()) {
        if (reach.word.equals(word)) {
          return reach;
        }
      }
      throw new IllegalArgumentException("no reach is called " + word);
    }
  }

  /**
   * Posts a notice.
   *
   * @param code code of the station or office, null for all
   * @return false when there is none in the actor's scope, or all are beyond it
   */
  Future<Boolean> post(Actor actor, Reach reach, @Nullable String code, Notice notice);

  /** Notices of the actor's office, its stations, and of all, the latest first. */
  Future<Page> notices(Actor actor, boolean current, Cursor cursor);

  /** One notice, or null. */
  Future<@Nullable JsonObject> notice(Actor actor, String id);

  /**
   * Takes a notice away; repeating it changes nothing.
   *
   * @return false when there is none that the actor may take away
   */
  Future<Boolean> withdraw(Actor actor, String id);
}
