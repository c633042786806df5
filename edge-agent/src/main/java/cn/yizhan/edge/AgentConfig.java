package cn.yizhan.edge;

import cn.yizhan.edge.hardware.LocalAddress;
import cn.yizhan.edge.journal.JournalLimits;
import cn.yizhan.edge.journal.JournalThreads;
import cn.yizhan.edge.uplink.UplinkTiming;
import cn.yizhan.edge.wiring.Wiring;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * All that one agent needs.
 *
 * @param enrolment its station
 * @param data folder that is its own; made when it is not there
 * @param local what it has to do with on site
 * @param limits how large its journal may become
 * @param threads where it waits for the disk; may be shared by many agents
 * @param timing how long its uplink waits for what
 * @param clock the machine's clocks
 * @param acknowledgements told, on the agent's event loop, of each record the hub acknowledges: ms
 *     from sending to PUBACK
 */
public record AgentConfig(
    Enrolment enrolment,
    Path data,
    LocalSide local,
    JournalLimits limits,
    JournalThreads threads,
    UplinkTiming timing,
    MachineClock clock,
    LongConsumer acknowledgements) {

  /** An agent with SenML hardware only, the usual limits and times and the machine's clock. */
  public static AgentConfig of(
      Enrolment enrolment, Path data, LocalAddress address, JournalThreads threads) {
    return of(enrolment, data, LocalSide.of(address, enrolment.bays()), threads);
  }

  /** An agent with the usual limits and times and the machine's clock. */
  public static AgentConfig of(
      Enrolment enrolment, Path data, LocalSide local, JournalThreads threads) {
    return new AgentConfig(
        enrolment,
        data,
        local,
        JournalLimits.DEFAULT,
        threads,
        UplinkTiming.STANDARD,
        System::currentTimeMillis,
        took -> {});
  }

  /** The hardware it has to tell apart. */
  public Wiring wiring() {
    return local.wiring();
  }

  /** The same agent, whose hub is reached by way of {@code address:port}. */
  public AgentConfig via(String way) {
    return new AgentConfig(
        enrolment.via(way), data, local, limits, threads, timing, clock, acknowledgements);
  }

  /** The same agent, with somebody who is told of acknowledgements. */
  public AgentConfig watchedBy(LongConsumer watcher) {
    return new AgentConfig(enrolment, data, local, limits, threads, timing, clock, watcher);
  }

  /** The same agent, with another patience and another wall clock. */
  public AgentConfig timedBy(UplinkTiming patience, MachineClock wall) {
    return new AgentConfig(
        enrolment, data, local, limits, threads, patience, wall, acknowledgements);
  }
}
