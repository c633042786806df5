package cn.yizhan.edge.modbus;

import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.mapping.Said;
import cn.yizhan.edge.mapping.vendor.Phases;
import cn.yizhan.edge.mapping.vendor.Strangers;
import cn.yizhan.edge.registers.ModbusUnit;
import cn.yizhan.edge.registers.RegisterBlock;
import cn.yizhan.edge.registers.RegisterWrite;
import cn.yizhan.edge.registers.RelayPort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line: reads its units in turn and executes orders as soon as the request that is under way
 * has ended. All but {@link #order} and {@link #stop} happens on its own thread.
 */
final class BusWorker implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(BusWorker.class);
  private static final long FIRST_WAIT = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(30);
  private static final long IDLE_MILLIS = 60_000;
  private static final int TRIES = 2;

  private final String bus;
  private final Wire wire;
  private final List<UnitTurn> turns;
  private final PendingOrders orders = new PendingOrders();
  private final Phases phases = new Phases();
  private final UnitListener listener;
  private final Supplier<Moment> clock;
  private volatile boolean stopped;
  private volatile boolean open;
  private long nextOpening = System.nanoTime();
  private long wait = FIRST_WAIT;

  /**
   * A line.
   *
   * @param bus its name
   * @param wire how it is spoken on
   * @param units what is on it
   * @param listener whom to tell
   * @param clock the agent's clocks, read on the thread of the line
   */
  BusWorker(
      String bus,
      Wire wire,
      List<ModbusUnit> units,
      UnitListener listener,
      Supplier<Moment> clock) {
    this.bus = bus;
    this.wire = wire;
    this.turns = units.stream().map(unit -> new UnitTurn(unit, System.nanoTime())).toList();
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * Passes an order on.
   *
   * @return false when the line is not open, the device is not on it, or has no such relay
   */
  boolean order(String device, int channel, boolean on, int autoOffSeconds) {
    for (UnitTurn turn : turns) {
      RelayPort relay = turn.unit().map().relay(channel);
      if (turn.unit().device().id().equals(device) && relay != null) {
        List<RegisterWrite> writes = relay.writes(on, autoOffSeconds);
        return open && orders.add(new PendingOrders.Order(turn, channel, on, writes));
      }
    }
    return false;
  }

  /** Ends after the request that is under way. */
  void stop() {
    stopped = true;
    orders.wake();
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        try {
          step();
        } catch (RuntimeException e) {
          LOG.error("bus {} has failed and is opened again", bus, e);
          lost();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open = false;
      wire.close();
    }
  }

  private void step() throws InterruptedException {
    PendingOrders.Order order = orders.next();
    if (order != null) {
      execute(order);
      return;
    }
    UnitTurn next = turns.stream().min(Comparator.comparingLong(UnitTurn::due)).orElse(null);
    long ahead = next == null ? 0 : next.due() - System.nanoTime();
    if (next == null || ahead > 0) {
      orders.await(next == null ? IDLE_MILLIS : TimeUnit.NANOSECONDS.toMillis(ahead) + 1);
    } else {
      read(next);
    }
  }

  /** True when the line is open, after opening it if it is time to try. */
  private boolean ready() throws InterruptedException {
    open = wire.isOpen();
    if (open || System.nanoTime() - nextOpening < 0) {
      return open;
    }
    try {
      wire.open();
      open = true;
      wait = FIRST_WAIT;
      LOG.info("bus {} is open", bus);
    } catch (IOException e) {
      if (wait == FIRST_WAIT) {
        LOG.warn("bus {} cannot be opened: {}", bus, e.getMessage());
      }
      lost();
    }
    return open;
  }

  private void lost() {
    open = false;
    wire.close();
    nextOpening = System.nanoTime() + wait;
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  private void read(UnitTurn turn) throws InterruptedException {
    if (!ready()) {
      missed(turn, "its bus is closed");
      return;
    }
    Map<RegisterBlock, byte[]> answers = new LinkedHashMap<>();
    List<Said.Puzzle> refused = new ArrayList<>();
    for (RegisterBlock block : turn.blocks()) {
      ordersFirst();
      try {
        answers.put(block, wire.read(turn.unit().unit(), block));
      } catch (Wire.Refused e) {
        if (e.address() && turn.withoutGaps()) {
          turn.hurry(System.nanoTime());
          return;
        }
        refused.add(puzzle(turn, block, e));
      } catch (Wire.Silent e) {
        missed(turn, e.getMessage());
        return;
      } catch (IOException e) {
        LOG.warn("bus {} is lost: {}", bus, e.getMessage());
        lost();
        missed(turn, e.getMessage());
        return;
      }
    }
    turn.answered(System.nanoTime());
    Said values = turn.unit().map().said(turn.unit().device(), answers, phases, clock.get());
    tell(turn, turn.online(true).and(values).and(new Said(List.of(), refused)));
  }

  private static Said.Puzzle puzzle(UnitTurn turn, RegisterBlock block, IOException why) {
    return Strangers.puzzle(
        Said.Why.UNKNOWN_VALUE,
        turn.unit().device().id(),
        block.toString(),
        String.valueOf(why.getMessage()));
  }

  /** When nobody answers any more it may be the line: a converter that hangs, a port pulled out. */
  private void missed(UnitTurn turn, @Nullable String why) {
    if (turn.missed(System.nanoTime())) {
      LOG.warn("unit {} is offline: {}", turn.source(), why);
      tell(turn, turn.online(false));
    }
    if (open && turns.stream().allMatch(UnitTurn::offline)) {
      lost();
    }
  }

  /** A listener that fails must not end the line. */
  private void tell(UnitTurn turn, Said said) {
    try {
      listener.said(turn.source(), said);
    } catch (RuntimeException e) {
      LOG.error("what unit {} said was not taken", turn.source(), e);
    }
  }

  private void ordersFirst() throws InterruptedException {
    PendingOrders.Order order = orders.next();
    while (order != null && !stopped) {
      execute(order);
      order = orders.next();
    }
  }

  /** Whoever gave the order repeats it while the relay does not say that it was done. */
  private void execute(PendingOrders.Order order) throws InterruptedException {
    UnitTurn turn = order.turn();
    for (int tried = 1; tried <= TRIES && !stopped; tried++) {
      try {
        for (RegisterWrite write : order.writes()) {
          wire.write(turn.unit().unit(), write);
        }
        turn.hurry(System.nanoTime());
        return;
      } catch (Wire.Silent e) {
        LOG.warn("unit {} does not confirm an order: {}", turn.source(), e.getMessage());
      } catch (Wire.Refused e) {
        LOG.warn("unit {} refuses an order: {}", turn.source(), e.getMessage());
        return;
      } catch (IOException e) {
        LOG.warn("bus {} is lost: {}", bus, e.getMessage());
        lost();
        return;
      }
    }
    turn.hurry(System.nanoTime());
  }
}
