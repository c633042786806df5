package cn.yizhan.edge.testing;

import cn.yizhan.edge.AgentConfig;
import cn.yizhan.edge.EdgeAgent;
import cn.yizhan.edge.Enrolment;
import cn.yizhan.edge.MachineClock;
import cn.yizhan.edge.hardware.LocalAddress;
import cn.yizhan.edge.journal.JournalThreads;
import cn.yizhan.edge.uplink.HubAccount;
import cn.yizhan.edge.uplink.HubAddress;
import cn.yizhan.edge.uplink.UplinkTiming;
import cn.yizhan.protocol.Kind;
import cn.yizhan.protocol.StationCode;
import cn.yizhan.protocol.Topic;
import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Config;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** One station with its hub and agents, all of which it stops. */
public final class TestStation {
  /** So long that no time limit passes on a busy machine, and no wait between attempts. */
  public static final UplinkTiming PATIENT = new UplinkTiming(60_000, 60_000, 60_000, 20, 100);

  /** Short enough for a test to see an acknowledgement overdue. */
  public static final UplinkTiming IMPATIENT = new UplinkTiming(60_000, 60_000, 1_500, 20, 100);

  private static final StationCode CODE = new StationCode("test-01");
  private static final List<Config.Bay> BAYS =
      List.of(
          new Config.Bay(1, BayUse.E_BIKE),
          new Config.Bay(2, BayUse.E_BIKE),
          new Config.Bay(3, BayUse.E_BIKE));
  private static final List<String> ITEMS = List.of("water");

  private final Vertx vertx;
  private final JournalThreads threads = new JournalThreads(2);
  private final Deque<Stop> stopping = new ArrayDeque<>();

  private interface Stop {
    void run() throws Exception;
  }

  /** A station without anything. */
  public TestStation(Vertx vertx) {
    this.vertx = vertx;
  }

  /** A hub for it. */
  public FakeHub hub() throws Exception {
    FakeHub hub = new FakeHub(vertx, BAYS, ITEMS);
    stopping.push(hub::close);
    return hub;
  }

  /** An agent for it. */
  public EdgeAgent agent(Path data, int hubPort) throws Exception {
    return agent(config(data, hubPort, PATIENT, System::currentTimeMillis));
  }

  /** An agent that takes an acknowledgement for overdue soon. */
  public EdgeAgent impatientAgent(Path data, int hubPort) throws Exception {
    return agent(config(data, hubPort, IMPATIENT, System::currentTimeMillis));
  }

  /** An agent whose wall clock is that one. */
  public EdgeAgent agent(Path data, int hubPort, MachineClock clock) throws Exception {
    return agent(config(data, hubPort, PATIENT, clock));
  }

  /** An agent whose wall clock is that one, and whose hub has a certificate. */
  public EdgeAgent agent(Path data, HubAddress hub, String ca, MachineClock clock)
      throws Exception {
    Enrolment enrolment = new Enrolment(new HubAccount(CODE, hub, "secret", ca), BAYS, ITEMS);
    return agent(
        AgentConfig.of(enrolment, data, new LocalAddress("127.0.0.1", 0, Map.of()), threads)
            .timedBy(PATIENT, clock));
  }

  private EdgeAgent agent(AgentConfig config) throws Exception {
    EdgeAgent agent = Awaiting.get(EdgeAgent.start(vertx, config));
    stopping.push(() -> Awaiting.get(agent.stop()));
    return agent;
  }

  /** What an agent for it is enrolled with. */
  public static Enrolment enrolment(int hubPort) {
    HubAccount account =
        new HubAccount(CODE, new HubAddress("127.0.0.1", hubPort, false), "secret", null);
    return new Enrolment(account, BAYS, ITEMS);
  }

  private AgentConfig config(Path data, int hubPort, UplinkTiming timing, MachineClock clock) {
    return AgentConfig.of(
            enrolment(hubPort), data, new LocalAddress("127.0.0.1", 0, Map.of()), threads)
        .timedBy(timing, clock);
  }

  /** The enrolment file of an agent for it. */
  public Path enrolmentFile(Path directory, int hubPort) throws IOException {
    return Files.writeString(
        directory.resolve("enrolment.json"),
        """
        {"station":"test-01","hub":"mqtt://127.0.0.1:%d","secret":"secret",
         "bays":[{"number":1,"use":"e-bike"},{"number":2,"use":"e-bike"},
                 {"number":3,"use":"e-bike"}],
         "items":["water"]}
        """
            .formatted(hubPort));
  }

  /** Any topic of it. */
  public Topic topic() {
    return new Topic(CODE, Kind.BIRTH);
  }

  /** Stops everything, the last thing first. */
  public void close() throws Exception {
    while (!stopping.isEmpty()) {
      stopping.pop().run();
    }
    threads.close();
  }
}
