package cn.yizhan.edge.modbus;

import cn.yizhan.edge.mapping.Dialect;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.registers.ModbusBus;
import cn.yizhan.edge.registers.ModbusUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All lines of a station on which Modbus is spoken. A thread each, and one for all their bytes. */
public final class ModbusLines implements AutoCloseable {
  /** Lines at most. */
  public static final int MOST = 16;

  private static final Logger LOG = LoggerFactory.getLogger(ModbusLines.class);
  private static final long SECONDS_TO_STOP = 10;

  private final WireThreads threads = new WireThreads();
  private final List<BusWorker> workers = new ArrayList<>();
  private final List<Thread> running = new ArrayList<>();

  private ModbusLines() {}

  /**
   * Begins to read.
   *
   * @param buses the lines, at most {@link #MOST}
   * @param units what is on them
   * @param listener whom to tell what units say; called on the lines' threads
   * @param clock the agent's clocks; read on the lines' threads
   * @throws IllegalArgumentException when there are too many lines
   */
  public static ModbusLines start(
      List<ModbusBus> buses,
      List<ModbusUnit> units,
      UnitListener listener,
      Supplier<Moment> clock) {
    if (buses.size() > MOST) {
      throw new IllegalArgumentException("at most " + MOST + " Modbus lines");
    }
    ModbusLines lines = new ModbusLines();
    for (ModbusBus bus : buses) {
      List<ModbusUnit> own = units.stream().filter(unit -> unit.bus().equals(bus.id())).toList();
      Wire wire = new LibraryWire(bus, lines.threads);
      BusWorker worker = new BusWorker(bus.id(), wire, own, listener, clock);
      Thread thread = new Thread(worker, "modbus-" + bus.id());
      thread.setDaemon(true);
      lines.workers.add(worker);
      lines.running.add(thread);
      thread.start();
    }
    return lines;
  }

  /**
   * Passes an order on; it goes before all reading. May be called on any thread, does not wait.
   *
   * @return false when no line that is open has such a relay
   */
  public boolean order(Dialect.Switching wanted) {
    boolean taken = false;
    for (BusWorker worker : workers) {
      taken |=
          worker.order(
              wanted.device().id(), wanted.channel(), wanted.on(), wanted.autoOffSeconds());
    }
    return taken;
  }

  /** Stops reading and closes all lines; waits for the requests that are under way. */
  @Override
  public void close() {
    workers.forEach(BusWorker::stop);
    try {
      for (Thread thread : running) {
        thread.join(TimeUnit.SECONDS.toMillis(SECONDS_TO_STOP));
        if (thread.isAlive()) {
          LOG.warn("{} does not end", thread.getName());
          thread.interrupt();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      threads.close();
    }
  }
}
