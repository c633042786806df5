package cn.yizhan.hub.ingest;

import cn.yizhan.protocol.message.Command;
import cn.yizhan.protocol.message.Notice;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders and texts that wait for stations, whichever hub took them on. */
public interface DownlinkStore {

  /**
   * An order that is neither answered nor expired.
   *
   * @param station database id of the station
   * @param command the order
   */
  record Waiting(int station, Command command) {}

  /**
   * A text that is valid or will be. One that was withdrawn is in the list until it would have
   * ended, because a station may hold it that has not been told.
   *
   * @param office database id of the office it is for, null for all
   * @param station database id of the station it is for, null for every one of the office
   * @param notice the text; it ends when it was withdrawn
   * @param withdrawn true when it was
   */
  record Posted(
      @Nullable Integer office, @Nullable Integer station, Notice notice, boolean withdrawn) {}

  /** The open orders for these stations, each station's in the order in which they were given. */
  Future<List<Waiting>> waiting(Collection<Integer> stations);

  /**
   * Notes that orders are being sent; before they are, so that none counts as never sent that was.
   *
   * @return those that are still open
   */
  Future<List<Waiting>> sending(List<Waiting> orders);

  /** Closes the orders whose time is over, of all stations. */
  Future<Void> expire();

  /** The texts for displays of all stations. */
  Future<List<Posted>> notices();
}
