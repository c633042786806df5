package cn.yizhan.edge.uplink;

import cn.yizhan.edge.journal.AsyncJournal;
import cn.yizhan.protocol.message.Birth;
import cn.yizhan.protocol.message.Command;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.message.Notice;
import cn.yizhan.protocol.message.Reply;
import io.vertx.core.Future;

/** What the uplink asks of the agent; called on the agent's event loop. */
public interface StationSide {
  /**
   * The first message of a connection.
   *
   * @param session identity of the connection
   * @param position where the journal stands
   */
  Birth birth(String session, AsyncJournal.Position position);

  /** The hub wants this from now on. */
  void configure(Config config);

  /**
   * A connection is ready for reports: journals the latches and the readings that still hold.
   *
   * @param full true for all readings, because the hub has lost some; false for those no report has
   *     told of
   * @return done when it is durable
   */
  Future<Void> snapshot(boolean full);

  /** Does what is ordered, once; a repeated order gets the same answer. */
  Future<Reply> execute(Command command);

  /** Shows a text. */
  void show(Notice notice);
}
