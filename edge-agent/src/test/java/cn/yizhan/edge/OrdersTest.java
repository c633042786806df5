package cn.yizhan.edge;

import static cn.yizhan.edge.testing.Awaiting.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.journal.AsyncJournal;
import cn.yizhan.edge.journal.JournalLimits;
import cn.yizhan.edge.journal.JournalThreads;
import cn.yizhan.edge.mapping.Dialects;
import cn.yizhan.edge.testing.Awaiting;
import cn.yizhan.edge.testing.TestStation;
import cn.yizhan.edge.uplink.Stamp;
import cn.yizhan.edge.wiring.Wiring;
import cn.yizhan.protocol.message.Command;
import cn.yizhan.protocol.message.Reply;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders are executed once, whenever the agent dies. */
final class OrdersTest {
  private static final long T0 = 1_795_392_000_000L;

  @TempDir Path dir;
  private final Vertx vertx = Vertx.vertx();
  private final JournalThreads threads = new JournalThreads(1);
  private final Context context = vertx.getOrCreateContext();
  private final List<String> did = new CopyOnWriteArrayList<>();
  private final List<Agent> agents = new CopyOnWriteArrayList<>();

  /** Bays that note what was done to them and answer as the test says. */
  private final class Bays implements BayOrders {
    private final Function<String, Future<Outcome>> answer;

    Bays(Function<String, Future<Outcome>> answer) {
      this.answer = answer;
    }

    private Future<Outcome> doing(String what) {
      did.add(what);
      return answer.apply(what);
    }

    @Override
    public Future<Outcome> start(int bay, String by) {
      return doing("start " + bay + " by " + by);
    }

    @Override
    public Future<Outcome> stop(int bay, String by) {
      return doing("stop " + bay);
    }

    @Override
    public Future<Outcome> identify(int bay, String by) {
      return doing("identify " + bay);
    }

    @Override
    public Future<Outcome> use(int bay, boolean available, String by) {
      return doing("use " + bay + " " + available);
    }

    @Override
    public Future<Outcome> test(int minutes, String by) {
      return doing("test " + minutes);
    }
  }

  private record Agent(AsyncJournal journal, AgentFiles files, Orders orders) {}

  private Agent agent(Path folder) throws Exception {
    AsyncJournal journal =
        AsyncJournal.open(threads, folder, JournalLimits.DEFAULT, () -> T0, Stamp::loss).get();
    AgentFiles files = get(AgentFiles.open(journal, context, folder));
    Station station = new Station(TestStation.enrolment(1), Wiring.NONE);
    SafetyDesk desk =
        new SafetyDesk(
            new Reporter(journal, context, station, new StationClock(() -> T0)),
            files,
            station,
            new StationClock(() -> T0),
            new Switchboard(Wiring.NONE, new Dialects(Map.of())));
    Orders orders = new Orders(files, desk, () -> T0);
    orders.restore();
    Agent agent = new Agent(journal, files, orders);
    agents.add(agent);
    return agent;
  }

  @AfterEach
  void stop() throws Exception {
    for (Agent agent : agents) {
      get(agent.files().close());
      agent.journal().close().get();
    }
    get(vertx.close());
    threads.close();
  }

  private Future<Reply> order(Agent agent, Command command) {
    return Future.future(
        promise -> context.runOnContext(v -> agent.orders().execute(command).onComplete(promise)));
  }

  private static Command command(String id, String type, String target, Map<String, Object> args) {
    return new Command(id, type, target, args, T0 + 60_000, "li");
  }

  private static Command start(String id) {
    return command(id, "start", "bay/2", Map.of());
  }

  private static Future<BayOrders.Outcome> done() {
    return Future.succeededFuture(new BayOrders.Outcome(true, ""));
  }

  /** The folder as it is on the disk now: what a kill at this moment leaves. */
  private Path killed(Path folder, String name) throws IOException {
    Path copy = Files.createDirectory(folder.resolveSibling(name));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  @Test
  void anOrderIsNotExecutedAgainWhenTheAgentDiesBetweenDoingAndAnswering() throws Exception {
    Path folder = Files.createDirectory(dir.resolve("before"));
    Agent agent = agent(folder);
    agent.orders().attach(new Bays(what -> Promise.<BayOrders.Outcome>promise().future()));
    order(agent, start("c1"));
    Awaiting.until("it is being done", () -> did.size() == 1);

    Agent next = agent(killed(folder, "after"));
    next.orders().attach(new Bays(what -> done()));
    Reply again = get(order(next, start("c1")));

    assertEquals(List.of("start 2 by li"), did);
    assertEquals(Reply.Result.FAILED, again.result());
    assertTrue(again.detail().contains("interrupted"), again.detail());
  }

  @Test
  void theAnswerOfTheFirstTimeIsGivenAfterADeathToo() throws Exception {
    Path folder = Files.createDirectory(dir.resolve("before"));
    Agent agent = agent(folder);
    agent
        .orders()
        .attach(new Bays(what -> Future.succeededFuture(new BayOrders.Outcome(true, "was off"))));
    Reply first = get(order(agent, start("c1")));
    Agent next = agent(killed(folder, "after"));
    next.orders().attach(new Bays(what -> done()));
    assertEquals(first, get(order(next, start("c1"))));
    assertEquals(1, did.size());
    get(order(next, start("c2")));
    assertEquals(2, did.size());
  }

  @Test
  void anOrderRepeatedWhileItIsBeingDoneIsDoneOnce() throws Exception {
    Agent agent = agent(dir);
    Promise<BayOrders.Outcome> bay = Promise.promise();
    agent.orders().attach(new Bays(what -> bay.future()));
    Future<Reply> first = order(agent, start("c1"));
    Future<Reply> second = order(agent, start("c1"));
    Awaiting.until("it is being done", () -> did.size() == 1);
    bay.complete(new BayOrders.Outcome(true, ""));
    assertEquals(get(first), get(second));
    assertEquals(1, did.size());
  }

  @Test
  void everyTypeReachesItsBay() throws Exception {
    Agent agent = agent(dir);
    agent.orders().attach(new Bays(what -> done()));
    for (String type : List.of("start", "stop", "identify", "unavailable", "available")) {
      assertEquals(
          Reply.Result.DONE, get(order(agent, command(type, type, "bay/2", Map.of()))).result());
    }
    get(order(agent, command("t1", "test-mode", "station", Map.of())));
    get(order(agent, command("t2", "test-mode", "station", Map.of("minutes", 5.0))));
    get(order(agent, command("t3", "test-mode", "station", Map.of("minutes", 0.0))));
    get(order(agent, command("t4", "test-mode", "station", Map.of("minutes", 600.0))));
    assertEquals(
        List.of(
            "start 2 by li",
            "stop 2",
            "identify 2",
            "use 2 false",
            "use 2 true",
            "test 30",
            "test 5",
            "test 0",
            "test 30"),
        did);
  }

  @Test
  void aBayThatIsNotAsOrderedIsAFailureWithItsReason() throws Exception {
    Agent agent = agent(dir);
    agent
        .orders()
        .attach(
            new Bays(
                what ->
                    Future.succeededFuture(
                        new BayOrders.Outcome(false, "latched by S02\n" + "x".repeat(900)))));
    Reply latched = get(order(agent, start("c1")));
    assertEquals(Reply.Result.FAILED, latched.result());
    assertTrue(latched.detail().startsWith("latched by S02 x"), latched.detail());
    assertEquals(Orders.DETAIL_CHARS, latched.detail().length());
    agent.orders().attach(new Bays(what -> Future.failedFuture("no hardware")));
    assertEquals("no hardware", get(order(agent, start("c2"))).detail());
  }

  @Test
  void whatIsUnknownUnwiredOrAimedWronglyIsRefusedAndWhatIsLateExpires() throws Exception {
    Agent agent = agent(dir);
    assertEquals(Reply.Result.REFUSED, get(order(agent, start("c1"))).result());
    agent.orders().attach(new Bays(what -> done()));
    assertEquals(
        Reply.Result.REFUSED,
        get(order(agent, command("c2", "dance", "bay/2", Map.of()))).result());
    assertEquals(
        "target: expected bay/3",
        get(order(agent, command("c3", "stop", "station", Map.of()))).detail());
    Command late = new Command("c4", "start", "bay/2", Map.of(), T0 - 1, "li");
    assertEquals(Reply.Result.EXPIRED, get(order(agent, late)).result());
    assertEquals(List.of(), did);
  }

  @Test
  void asManyOrdersAsAreRememberedFitIntoTheirFile() throws Exception {
    Agent agent = agent(Files.createDirectory(dir.resolve("before")));
    String longest = "\"充".repeat(Orders.DETAIL_CHARS);
    agent
        .orders()
        .attach(new Bays(w -> Future.succeededFuture(new BayOrders.Outcome(false, longest))));
    for (int i = 0; i <= Orders.REMEMBERED; i++) {
      get(order(agent, start("c".repeat(60) + i)));
    }
    Agent next = agent(killed(dir.resolve("before"), "after"));
    next.orders().attach(new Bays(what -> done()));
    did.clear();
    get(order(next, start("c".repeat(60) + Orders.REMEMBERED)));
    assertEquals(List.of(), did);
  }
}
