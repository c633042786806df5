package cn.yizhan.hub.cli;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code yizhan rules set}: puts other thresholds in force, at once or later. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    description = {
      "Overrides thresholds of a rule for a station, for an office or for all, from now on or from",
      "a later time on. Try them before with \"rules backtest\"; end them with \"rules withdraw\"."
    })
final class RulesSet extends HubTask {
  @Mixin private ChangedRule changed = new ChangedRule();

  @Option(names = "--station", paramLabel = "CODE", description = "Only at this station.")
  private @Nullable String station;

  @Option(names = "--office", paramLabel = "CODE", description = "Only for this office.")
  private @Nullable String office;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = {
        "From then on: a day (2026-12-01) or a time (2026-12-01T08:00:00+08:00), at most a year",
        "ahead. Without it from now on."
      })
  private @Nullable String from;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "rules set",
      description = "What it is called in lists (default: ${DEFAULT-VALUE}).")
  private String name = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why; it is shown with the override and kept in the audit log.")
  private String reason = "";

  @Override
  void run(HubClient client) throws CommandFailure {
    List<String> mistakes = new ArrayList<>();
    ZoneId days = changed.zone(mistakes);
    Map<String, Double> thresholds = changed.thresholds(mistakes);
    Long begin = from == null ? null : ChangedRule.time("--from", from, days, mistakes);
    if (!mistakes.isEmpty()) {
      throw new CommandFailure(String.join("; ", mistakes));
    }
    JsonObject wanted =
        new JsonObject()
            .put("name", name)
            .put("rule", changed.rule())
            .put("thresholds", new JsonObject(new HashMap<>(thresholds)))
            .put("reason", reason);
    if (office != null) {
      wanted.put("office", office);
    }
    if (station != null) {
      wanted.put("station", station);
    }
    if (begin != null) {
      wanted.put("validFrom", Instant.ofEpochMilli(begin).toString());
    }
    JsonObject made = client.post("/overrides", wanted);
    print(
        "override %d of %s %s %s"
            .formatted(
                made.getLong("id"),
                made.getString("rule"),
                made.getBoolean("planned") ? "is planned from" : "is in force since",
                ChangedRule.shown(made.getString("validFrom"), days)));
  }
}
