package cn.yizhan.edge.modbus;

import cn.yizhan.edge.mapping.Said;
import cn.yizhan.edge.registers.ModbusUnit;
import cn.yizhan.edge.registers.RegisterBlock;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** When a unit is read next. One that does not answer is asked ever more seldom. */
final class UnitTurn {
  /** Missed this often in a row a unit is offline. */
  static final int MISSES = 3;

  private static final long MOST_SECONDS = 30;
  private static final int MOST_DOUBLINGS = 10;

  private final ModbusUnit unit;
  private List<RegisterBlock> blocks;
  private long due;
  private int misses;

  UnitTurn(ModbusUnit unit, long now) {
    this.unit = unit;
    this.blocks = unit.map().blocks();
    this.due = now;
  }

  ModbusUnit unit() {
    return unit;
  }

  List<RegisterBlock> blocks() {
    return blocks;
  }

  /** When it is to be read, by the nanosecond clock. */
  long due() {
    return due;
  }

  /** It is to be read at once. */
  void hurry(long now) {
    due = now;
  }

  /** It has answered. */
  void answered(long now) {
    misses = 0;
    due = Math.max(due + interval(), now);
  }

  /** It has not answered; true when it is offline because of that. */
  boolean missed(long now) {
    misses = Math.min(misses + 1, MISSES + MOST_DOUBLINGS);
    long wait = interval() << Math.max(0, misses - MISSES);
    due = now + Math.max(interval(), Math.min(wait, TimeUnit.SECONDS.toNanos(MOST_SECONDS)));
    return misses == MISSES;
  }

  /** True when it has been missed too often. */
  boolean offline() {
    return misses >= MISSES;
  }

  /** It does not have what lies between its registers; true when they can be read without that. */
  boolean withoutGaps() {
    List<RegisterBlock> single = unit.map().blocksWithoutGaps();
    boolean finer = single.size() > blocks.size();
    blocks = single;
    return finer;
  }

  private long interval() {
    return TimeUnit.MILLISECONDS.toNanos(unit.intervalMs());
  }

  /** Where its values come from. */
  String source() {
    return unit.bus() + "/" + unit.unit();
  }

  /** Whether it is there. */
  Said online(boolean there) {
    String id = unit.device().id();
    return new Said(
        List.of(new Said.Value(id, "device/" + id + "/online", there ? 1 : 0, Said.NOW)),
        List.of());
  }
}
