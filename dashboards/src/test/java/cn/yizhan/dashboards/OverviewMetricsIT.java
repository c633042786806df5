package cn.yizhan.dashboards;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.Hub;
import cn.yizhan.hub.config.ConfigProblems;
import cn.yizhan.hub.config.HubConfig;
import cn.yizhan.hub.storage.DatabaseAddress;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the PromQL of the panels against what a running hub really exposes. */
@WithDatabase
class OverviewMetricsIT {
  private static final Pattern NAME = Pattern.compile("yizhan_[a-z_]+");
  private static final Pattern LABEL = Pattern.compile("by \\(([a-z]+)\\)|([a-z]+)=\"");

  @Test
  void everyMetricAndLabelOfThePanelsIsExposedByTheHub(TestDatabase db, @TempDir Path data)
      throws IOException, InterruptedException {
    String exposed = metrics(db, data);

    for (Overview.Query query : Overview.promql()) {
      Matcher name = NAME.matcher(query.text());
      assertTrue(name.find(), query.text());
      String series =
          exposed
              .lines()
              .filter(line -> line.matches(name.group() + "[{ ].*"))
              .collect(Collectors.joining("\n"));
      assertFalse(series.isEmpty(), name.group() + " is not among\n" + exposed);
      for (String label : labels(query.text())) {
        assertTrue(series.contains(label + "=\""), name.group() + " has no label " + label);
      }
    }
  }

  private static List<String> labels(String promql) {
    List<String> labels = new ArrayList<>();
    Matcher label = LABEL.matcher(promql);
    while (label.find()) {
      labels.add(label.group(1) == null ? label.group(2) : label.group(1));
    }
    return labels;
  }

  private static String metrics(TestDatabase db, Path data)
      throws IOException, InterruptedException {
    Vertx vertx = Vertx.vertx();
    try {
      Hub hub = Await.result(Hub.start(vertx, config(db.address(), data)));
      try {
        URI uri = URI.create("http://127.0.0.1:" + hub.httpPort() + "/metrics");
        return HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
            .body();
      } finally {
        Await.result(hub.stop());
      }
    } finally {
      Await.result(vertx.close());
    }
  }

  private static HubConfig config(DatabaseAddress database, Path data) {
    Map<String, String> settings =
        Map.of(
            "data",
            data.toString(),
            "http",
            "127.0.0.1:0",
            "mqtt",
            "127.0.0.1:0",
            "database",
            String.format(
                "postgresql://%s@%s:%d/%s",
                database.user(), database.host(), database.port(), database.database()));
    try {
      return HubConfig.read(settings, Map.of("YIZHAN_DATABASE_PASSWORD", database.password()));
    } catch (ConfigProblems e) {
      throw new AssertionError(e);
    }
  }
}
