package cn.yizhan.bench.demo;

import cn.yizhan.bench.sim.Fault;
import cn.yizhan.edge.journal.JournalThreads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The process of the demonstration that holds the stations' agents and their hardware. */
@Command(name = "agents", hidden = true, description = "Part of the demonstration.")
public final class AgentsCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(AgentsCommand.class);
  private static final long STOP_SECONDS = 6;

  @Option(names = "--folder", required = true)
  private Path root = Path.of("");

  @Option(names = "--stations", required = true)
  private int count;

  @Option(names = "--control", required = true)
  private int port;

  private final Map<String, AgentHost> hosts = new LinkedHashMap<>();
  private final AckMeter meter = new AckMeter();

  @Override
  public Integer call() throws Exception {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    DemoFolder folder = DemoFolder.open(root, false);
    try (JournalThreads threads = new JournalThreads(4)) {
      // Some seconds between two reports of a large district leave the machine to the hub.
      long period = Math.max(1000, count * 30L);
      for (DemoDistrict.Station station : DemoDistrict.stations(count)) {
        hosts.put(station.code(), AgentHost.of(vertx, folder, station, threads, meter, period));
      }
      CountDownLatch stopped = new CountDownLatch(1);
      CountDownLatch clean = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    stopped.countDown();
                    awaitQuietly(clean);
                  },
                  "stop"));
      await(all(AgentHost::start));
      await(vertx.createHttpServer().requestHandler(this::serve).listen(port, "127.0.0.1"));
      System.out.println(
          new JsonObject().put("ready", true).put("http", "http://127.0.0.1:" + port).encode());
      stopped.await();
      await(all(AgentHost::stop));
      await(vertx.close());
      clean.countDown();
    }
    return 0;
  }

  private Future<Void> all(java.util.function.Function<AgentHost, Future<Void>> step) {
    List<Future<Void>> steps = new ArrayList<>();
    hosts.values().forEach(host -> steps.add(step.apply(host)));
    return Future.join(steps).mapEmpty();
  }

  private void serve(HttpServerRequest request) {
    switch (request.path()) {
      case "/figures" -> figures(request);
      case "/hold", "/resume" -> {
        boolean pause = request.path().equals("/hold");
        hosts.values().forEach(host -> host.pause(pause));
        answer(request, 200, new JsonObject());
      }
      case "/faults" -> request.body().onSuccess(body -> fault(request, body.toString()));
      default -> answer(request, 404, problem("there is /figures, /hold, /resume and /faults"));
    }
  }

  private void figures(HttpServerRequest request) {
    List<Future<Long>> waiting = new ArrayList<>();
    hosts.values().forEach(host -> waiting.add(host.unacknowledged()));
    Future.join(waiting)
        .onComplete(
            done ->
                answer(
                    request,
                    200,
                    new JsonObject()
                        .put("acknowledged", meter.count())
                        .put(
                            "unacknowledged",
                            waiting.stream().mapToLong(f -> f.succeeded() ? f.result() : 1).sum())
                        .put("ackP99Ms", meter.p99())));
  }

  private void fault(HttpServerRequest request, String body) {
    if (!request.method().equals(HttpMethod.POST)) {
      answer(request, 405, problem("POST {\"station\",\"fault\"}"));
      return;
    }
    AgentHost host;
    Fault fault;
    try {
      JsonObject wanted = new JsonObject(body);
      host = hosts.get(wanted.getString("station", ""));
      fault = Fault.of(wanted.getString("fault", ""));
    } catch (RuntimeException e) {
      answer(request, 400, problem("expected a JSON object with texts station and fault"));
      return;
    }
    if (host == null || fault == null) {
      List<String> faults = new ArrayList<>();
      for (Fault each : Fault.values()) {
        faults.add(each.word());
      }
      answer(
          request, 404, problem("station: one of " + hosts.keySet() + "; fault: one of " + faults));
      return;
    }
    host.apply(fault)
        .onSuccess(done -> answer(request, 202, new JsonObject()))
        .onFailure(
            error -> {
              LOG.warn("a fault could not be made", error);
              answer(request, 500, problem(error.toString()));
            });
  }

  private static JsonObject problem(String detail) {
    return new JsonObject().put("detail", detail);
  }

  private static void answer(HttpServerRequest request, int status, JsonObject body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(body.encode() + "\n");
  }

  private static void await(Future<?> future) throws Exception {
    try {
      future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the stations took too long", e);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      if (!latch.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the stations did not stop within {} s", STOP_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
