package cn.yizhan.hub.config;

import cn.yizhan.hub.storage.DatabaseAddress;

/** Which database the hub uses. */
public sealed interface DatabaseChoice {

  /**
   * A server of the hub's own under its data directory.
   *
   * @param port port at 127.0.0.1; 0 for any free one
   */
  record Own(int port) implements DatabaseChoice {}

  /**
   * A server that somebody else runs.
   *
   * @param address where it is and the login
   */
  record Named(DatabaseAddress address) implements DatabaseChoice {}
}
