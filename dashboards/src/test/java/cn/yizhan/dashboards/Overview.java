package cn.yizhan.dashboards;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The overview dashboard as its file has it. */
final class Overview {
  private static final Pattern GROUP =
      Pattern.compile("\\$__timeGroup\\(([a-z.]+), \\$__interval\\)");
  private static final Pattern FILTER = Pattern.compile("\\$__timeFilter\\(([a-z.]+)\\)");

  final JsonObject json;

  private Overview(JsonObject json) {
    this.json = json;
  }

  /**
   * One query of one panel.
   *
   * @param panel title of the panel
   * @param text SQL or PromQL
   */
  record Query(String panel, String text) {
    @Override
    public String toString() {
      return panel;
    }
  }

  static Overview read() {
    try {
      return new Overview(
          new JsonObject(Files.readString(Path.of("grafana", "dashboards", "overview.json"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<JsonObject> panels() {
    return objects(json.getJsonArray("panels"));
  }

  /** The SQL of all panels, with Grafana's macros and the variable put in as Grafana does. */
  static List<Query> sql(List<String> offices) {
    String list = "'" + String.join("','", offices) + "'";
    return read().queries("rawSql").stream()
        .map(query -> new Query(query.panel(), expanded(query.text(), list)))
        .toList();
  }

  /** The PromQL of all panels, with Grafana's macro put in. */
  static List<Query> promql() {
    return read().queries("expr").stream()
        .map(query -> new Query(query.panel(), query.text().replace("$__rate_interval", "1m")))
        .toList();
  }

  /** The SQL that fills the variable. */
  String officesSql() {
    return json.getJsonObject("templating")
        .getJsonArray("list")
        .getJsonObject(0)
        .getString("query");
  }

  private List<Query> queries(String field) {
    List<Query> found = new ArrayList<>();
    for (JsonObject panel : panels()) {
      for (JsonObject target : objects(panel.getJsonArray("targets"))) {
        if (target.containsKey(field)) {
          found.add(new Query(panel.getString("title"), target.getString(field)));
        }
      }
    }
    return found;
  }

  private static String expanded(String sql, String offices) {
    String grouped = GROUP.matcher(sql).replaceAll("floor(extract(epoch from $1)/60)*60");
    String filtered =
        FILTER.matcher(grouped).replaceAll("$1 between now() - interval '6 hours' and now()");
    return filtered.replace("$office", offices);
  }

  static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }
}
