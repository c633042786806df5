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
    description = {
      "Lists or shows rules, tries a changed one on what stations reported, or puts other",
      "thresholds in force."
    },
    subcommands = {
      RulesCommand.Names.class,
      RulesCommand.Show.class,
      RulesBacktest.class,
      RulesSet.class,
      RulesCommand.Overrides.class,
      RulesCommand.Withdraw.class
    })
public final class RulesCommand {

  private static final String IN_FORCE = "in force";
  private static final String PLANNED = "planned";

  private static final List<String> OVERRIDE =
      List.of(
          "id", "state", "rule", "office", "station", "thresholds", "validFrom", "name", "reason");

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the rules, with how many overrides of each are in force or planned.")
  static final class Names extends HubTask {
    @Override
    void run(HubClient client) throws CommandFailure {
      List<JsonObject> rules = client.all("/rules");
      List<JsonObject> overrides = overrides(client);
      for (JsonObject rule : rules) {
        rule.put("severities", words(rule.getJsonArray("severities")));
        rule.put("overrides", count(overrides, rule.getString("id")));
      }
      List<String> members =
          List.of("id", "subject", "severities", "overrides", "title.zh", "title.en");
      Columns.lines(rules, members).forEach(this::print);
    }
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {
        "Shows a rule: its thresholds with the catalogue's values and those in force, for all, an",
        "office or a station, and its overrides, in force or planned, everywhere."
      })
  static final class Show extends HubTask {
    @Parameters(paramLabel = "RULE", description = "Its id, S02 for instance.")
    private String id = "";

    @Option(
        names = "--station",
        paramLabel = "CODE",
        description = "The station whose thresholds are shown.")
    private @Nullable String station;

    @Option(
        names = "--office",
        paramLabel = "CODE",
        description = "The office whose thresholds are shown.")
    private @Nullable String office;

    @Override
    void run(HubClient client) throws CommandFailure {
      JsonObject rule = named(client.all("/rules" + place()), id);
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
          overrides(client).stream().filter(each -> id.equals(each.getString("rule"))).toList();
      if (!overrides.isEmpty()) {
        print("");
        Columns.lines(overrides, OVERRIDE).forEach(this::print);
      }
    }

    /** The hub says so when both are named. */
    private String place() {
      List<String> parts = new ArrayList<>();
      if (station != null) {
        parts.add("station=" + station);
      }
      if (office != null) {
        parts.add("office=" + office);
      }
      return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }
  }

  @Command(
      name = "overrides",
      mixinStandardHelpOptions = true,
      description = "Lists the overrides in force and planned, those of the latest time first.")
  static final class Overrides extends HubTask {
    @Override
    void run(HubClient client) throws CommandFailure {
      Columns.lines(overrides(client), OVERRIDE).forEach(this::print);
    }
  }

  @Command(
      name = "withdraw",
      mixinStandardHelpOptions = true,
      description = "Ends an override from now on, or withdraws a planned one.")
  static final class Withdraw extends HubTask {
    @Parameters(paramLabel = "ID", description = "Its number in \"rules overrides\".")
    private long id;

    @Override
    void run(HubClient client) throws CommandFailure {
      JsonObject gone = client.post("/overrides/" + id + "/withdraw", new JsonObject());
      print("override " + id + " of " + gone.getString("rule") + " is withdrawn");
    }
  }

  private static List<JsonObject> overrides(HubClient client) throws CommandFailure {
    List<JsonObject> overrides = client.all("/overrides");
    overrides.forEach(each -> each.put("state", each.getBoolean("planned") ? PLANNED : IN_FORCE));
    return overrides;
  }

  /** How many there are of a rule; null for none. */
  private static @Nullable String count(List<JsonObject> overrides, String rule) {
    List<String> parts = new ArrayList<>();
    for (String state : List.of(IN_FORCE, PLANNED)) {
      long number =
          overrides.stream()
              .filter(each -> rule.equals(each.getString("rule")))
              .filter(each -> state.equals(each.getString("state")))
              .count();
      if (number > 0) {
        parts.add(number + " " + state);
      }
    }
    return parts.isEmpty() ? null : String.join(", ", parts);
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
