package cn.yizhan.dashboards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.testing.Tool;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverviewFileTest {
  private final Overview overview = Overview.read();

  @Test
  void theDashboardKeepsItsUid() {
    assertEquals("yizhan-overview", overview.json.getString("uid"));
  }

  @Test
  void everyPanelHasAChineseTitleAnEnglishDescriptionAndAUnit() {
    for (JsonObject panel : overview.panels()) {
      String title = panel.getString("title");
      assertTrue(title.codePoints().anyMatch(Character::isIdeographic), title);
      assertTrue(panel.getString("description").matches("\\p{ASCII}{10,}"), title);
      assertFalse(
          panel.getJsonObject("fieldConfig").getJsonObject("defaults").getString("unit").isEmpty(),
          title);
    }
  }

  @Test
  void panelsHaveDifferentIdsAndDoNotOverlap() {
    Set<Integer> ids = new HashSet<>();
    Set<String> cells = new HashSet<>();
    for (JsonObject panel : overview.panels()) {
      assertTrue(ids.add(panel.getInteger("id")));
      JsonObject at = panel.getJsonObject("gridPos");
      assertTrue(at.getInteger("x") + at.getInteger("w") <= 24);
      for (int x = 0; x < at.getInteger("w"); x++) {
        for (int y = 0; y < at.getInteger("h"); y++) {
          String cell = (at.getInteger("x") + x) + "," + (at.getInteger("y") + y);
          assertTrue(cells.add(cell), panel.getString("title") + " overlaps at " + cell);
        }
      }
    }
  }

  @Test
  void panelsReadOnlyFromTheProvisionedSources() throws IOException {
    Set<String> provisioned = new TreeSet<>();
    String file =
        Files.readString(Path.of("grafana", "provisioning", "datasources", "yizhan.yaml"));
    Matcher uid = Pattern.compile("(?m)^ +uid: (\\S+)$").matcher(file);
    while (uid.find()) {
      provisioned.add(uid.group(1));
    }
    assertEquals(Set.of("yizhan-postgres", "yizhan-prometheus"), provisioned);

    for (JsonObject panel : overview.panels()) {
      for (JsonObject target : Overview.objects(panel.getJsonArray("targets"))) {
        String source = target.getJsonObject("datasource").getString("uid");
        assertTrue(provisioned.contains(source), panel.getString("title") + " reads " + source);
      }
    }
  }

  @Test
  void everySqlPanelFollowsTheOfficeVariable() {
    for (Overview.Query query : Overview.sql(List.of("chosen"))) {
      assertTrue(query.text().contains("office in ('chosen')"), query.panel());
    }
  }

  @Test
  void promtoolTakesThePromqlAndThePrometheusFile(@TempDir Path folder)
      throws IOException, InterruptedException {
    Tool.needs("promtool");
    StringBuilder rules = new StringBuilder("groups:\n  - name: overview\n    rules:\n");
    int number = 0;
    for (Overview.Query query : Overview.promql()) {
      rules
          .append("      - record: panel:query:")
          .append(number++)
          .append("\n        expr: '")
          .append(query.text().replace("'", "''"))
          .append("'\n");
    }
    Path file = Files.writeString(folder.resolve("rules.yml"), rules);

    assertTrue(number > 0);
    promtool("check", "rules", file.toString());
    promtool("check", "config", Path.of("prometheus", "prometheus.yml").toString());
  }

  @Test
  void theOperatorIsToldWhenNoAlertGetsThrough() throws IOException, InterruptedException {
    Tool.needs("promtool");
    promtool(
        "test",
        "rules",
        Path.of("src", "test", "resources", "prometheus", "alerts-test.yml").toString());
  }

  private static void promtool(String... arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
  }
}
