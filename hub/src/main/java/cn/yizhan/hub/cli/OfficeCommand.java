package cn.yizhan.hub.cli;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code yizhan office}: street offices. */
@Command(
    name = "office",
    mixinStandardHelpOptions = true,
    description = "Adds or lists street offices.",
    subcommands = {OfficeCommand.Add.class, OfficeCommand.Names.class})
public final class OfficeCommand {

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Registers a street office.")
  static final class Add extends HubTask {
    @Parameters(paramLabel = "CODE", description = "Its code, xinwang for instance.")
    private String code = "";

    @Option(names = "--name", required = true, description = "What people call it.")
    private String name = "";

    @Option(
        names = "--region-code",
        description = "Code of its administrative region, 6-12 digits.")
    private @Nullable String regionCode;

    @Override
    void run(HubClient client) throws CommandFailure {
      JsonObject body = new JsonObject().put("code", code).put("name", name);
      if (regionCode != null) {
        body.put("regionCode", regionCode);
      }
      client.post("/offices", body);
      print("office " + code + " is registered");
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the street offices that the token sees.")
  static final class Names extends HubTask {
    @Override
    void run(HubClient client) throws CommandFailure {
      Columns.lines(client.all("/offices"), List.of("code", "name", "stations"))
          .forEach(this::print);
    }
  }
}
