package cn.yizhan.dashboards;

import static java.nio.charset.StandardCharsets.UTF_8;

import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.BuildFolder;
import cn.yizhan.hub.testing.FreePorts;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A Prometheus of this machine, with the configuration of the trial, scraping another hub. */
final class PrometheusServer implements AutoCloseable {
  private final Process process;
  private final String address;
  private final HttpClient client = HttpClient.newHttpClient();

  private PrometheusServer(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /** Starts one that scrapes that hub each second. */
  static PrometheusServer start(String hub) throws IOException {
    Path folder = Files.createTempDirectory(BuildFolder.resolve(""), "it-prometheus-");
    String configuration =
        Files.readString(Path.of("prometheus", "prometheus.yml"))
            .replace("hub:8080", hub)
            .replaceAll("scrape_(interval|timeout): \\d+s", "scrape_$1: 1s");
    Path file = Files.writeString(folder.resolve("prometheus.yml"), configuration);
    Files.copy(Path.of("prometheus", "alerts.yml"), folder.resolve("alerts.yml"));
    String address = "127.0.0.1:" + FreePorts.one();
    Path log = folder.resolve("prometheus.log");
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + file,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=" + address)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    PrometheusServer server = new PrometheusServer(process, address);
    try {
      Await.until("Prometheus is ready", () -> server.ready(log));
    } catch (AssertionError e) {
      server.close();
      throw e;
    }
    return server;
  }

  /** What it answers to a query for now, {@code {status, data: {result}}}. */
  JsonObject query(String promql) throws IOException {
    return new JsonObject(get("/api/v1/query?query=" + URLEncoder.encode(promql, UTF_8)).body());
  }

  /** The values of such an answer; throws when it is an error. */
  static JsonArray result(JsonObject answer) {
    if (!"success".equals(answer.getString("status"))) {
      throw new AssertionError(answer.encode());
    }
    return answer.getJsonObject("data").getJsonArray("result");
  }

  private boolean ready(Path log) throws IOException {
    if (!process.isAlive()) {
      throw new AssertionError("Prometheus ended: " + Files.readString(log));
    }
    try {
      return get("/-/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private HttpResponse<String> get(String path) throws IOException {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://" + address + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
