package cn.yizhan.hub.cli;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code yizhan station}: stations as they are registered. */
@Command(
    name = "station",
    mixinStandardHelpOptions = true,
    description = "Adds or lists stations, rotates their secrets, disables and enables them.",
    subcommands = {
      StationAdd.class,
      StationCommand.Names.class,
      StationCommand.Rotate.class,
      StationCommand.Disable.class,
      StationCommand.Enable.class
    })
public final class StationCommand {

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the stations that the token sees.")
  static final class Names extends HubTask {
    @Option(names = "--office", paramLabel = "CODE", description = "Only those of this office.")
    private @Nullable String office;

    @Override
    void run(HubClient client) throws CommandFailure {
      String path = office == null ? "/stations" : "/stations?office=" + office;
      List<String> members =
          List.of("code", "name", "office", "kind", "status", "presence.online", "disabled");
      Columns.lines(client.all(path), members).forEach(this::print);
    }
  }

  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      description = {
        "Gives a station a new secret and prints it.",
        "The previous one stays valid until the next rotation."
      })
  static final class Rotate extends HubTask {
    @Parameters(paramLabel = "CODE", description = "Code of the station.")
    private String code = "";

    @Option(names = "--revoke-others", description = "Refuse every earlier secret at once.")
    private boolean revokeOthers;

    @Override
    void run(HubClient client) throws CommandFailure {
      JsonObject body = new JsonObject().put("revokeOthers", revokeOthers);
      print(client.post("/stations/" + code + "/secret", body).encode());
    }
  }

  @Command(
      name = "disable",
      mixinStandardHelpOptions = true,
      description = "Refuses a station's connections and closes the live one.")
  static final class Disable extends HubTask {
    @Parameters(paramLabel = "CODE", description = "Code of the station.")
    private String code = "";

    @Override
    void run(HubClient client) throws CommandFailure {
      client.post("/stations/" + code + "/disable");
      print("station " + code + " is disabled");
    }
  }

  @Command(
      name = "enable",
      mixinStandardHelpOptions = true,
      description = "Accepts a disabled station's connections again.")
  static final class Enable extends HubTask {
    @Parameters(paramLabel = "CODE", description = "Code of the station.")
    private String code = "";

    @Override
    void run(HubClient client) throws CommandFailure {
      client.post("/stations/" + code + "/enable");
      print("station " + code + " is enabled");
    }
  }
}
