package cn.yizhan.hub.cli;

import cn.yizhan.hub.config.Nearest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code yizhan rules}: the rule catalogue. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = "Lists or shows rules, or tries a changed one on what stations reported.",
    subcommands = {RulesCommand.Names.class, RulesCommand.Show.class, RulesBacktest.class})
public final class RulesCommand {

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the rules.")
  static final class Names extends HubTask {
    @Override
    void run(HubClient client) throws CommandFailure {
      List<JsonObject> rules = client.all("/rules");
      rules.forEach(rule -> rule.put("severities", words(rule.getJsonArray("severities"))));
      Columns.lines(rules, List.of("id", "subject", "severities", "title.zh", "title.en"))
          .forEach(this::print);
    }
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {
        "Shows a rule: its thresholds with the catalogue's values and those in force, for all or",
        "for a station, and the overrides that make the difference."
      })
  static final class Show extends HubTask {
    @Parameters(paramLabel = "RULE", description = "Its id, S02 for instance.")
    private String id = "";

    @Option(
        names = "--station",
        paramLabel = "CODE",
        description = "The station whose thresholds are shown.")
    private @Nullable String station;

    @Override
    void run(HubClient client) throws CommandFailure {
      JsonObject rule =
          named(client.all("/rules" + (station == null ? "" : "?station=" + station)), id);
      JsonObject title = rule.getJsonObject("title");
      print(id + "  " + title.getString("zh") + "  " + title.getString("en"));
      print(
          "version "
              + rule.getInteger("version")
              + ", of "
              + rule.getString("subject")
              + ", "
              + words(rule.getJsonArray("severities")));
      JsonObject edge = rule.getJsonObject("edge");
      if (edge != null) {
        print(
            "the station itself: "
                + edge.getString("action")
                + ' '
                + edge.getString("scope")
                + (edge.getBoolean("latch", false) ? ", latched" : ""));
      }
      print("");
      List<String> members = List.of("name", "value", "standard", "unit", "source");
      Columns.lines(items(rule.getJsonArray("thresholds")), members).forEach(this::print);
      List<JsonObject> overrides =
          client.all("/overrides").stream()
              .filter(each -> id.equals(each.getString("rule")))
              .toList();
      if (!overrides.isEmpty()) {
        print("");
        List<String> shown =
            List.of("id", "name", "office", "station", "thresholds", "validFrom", "reason");
        Columns.lines(overrides, shown).forEach(this::print);
      }
    }
  }

  private static JsonObject named(List<JsonObject> rules, String id) throws CommandFailure {
    for (JsonObject rule : rules) {
      if (id.equals(rule.getString("id"))) {
        return rule;
      }
    }
    List<String> ids = rules.stream().map(rule -> rule.getString("id")).toList();
    throw new CommandFailure(
        "there is no rule " + id + ", did you mean " + Nearest.to(id, ids) + "?");
  }

  private static List<JsonObject> items(JsonArray array) {
    List<JsonObject> items = new ArrayList<>();
    array.forEach(item -> items.add((JsonObject) item));
    return items;
  }

  private static String words(JsonArray severities) {
    List<String> words = new ArrayList<>();
    severities.forEach(
        word -> {
          if (!words.contains(word.toString())) {
            words.add(word.toString());
          }
        });
    return String.join(", ", words);
  }
}
