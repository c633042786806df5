package cn.yizhan.edge.modbus;

import cn.yizhan.edge.mapping.Said;

/** Whom to tell what units say; called on the thread of their line. */
@FunctionalInterface
public interface UnitListener {
  /**
   * A unit has been read, or has been missed too often.
   *
   * @param source {@code bus/unit}
   * @param said its values and whether it is online
   */
  void said(String source, Said said);
}
