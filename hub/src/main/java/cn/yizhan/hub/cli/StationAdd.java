package cn.yizhan.hub.cli;

import cn.yizhan.hub.access.PrivateFile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code yizhan station add}: registers a station and says how it logs in. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = {
      "Registers a station and prints its code and secret as one line of JSON,",
      "or, with --enrolment, writes the file that its edge agent starts from."
    })
final class StationAdd extends HubTask {
  @Parameters(
      paramLabel = "CODE",
      description = "Its code: client id, user name and part of its topics; a-z, 0-9 and -.")
  private String code = "";

  @Option(names = "--office", paramLabel = "CODE", required = true, description = "Its office.")
  private String office = "";

  @Option(names = "--name", required = true, description = "What people call it.")
  private String name = "";

  @Option(
      names = "--kind",
      defaultValue = "full",
      description = "full or love-corner (default: ${DEFAULT-VALUE}).")
  private String kind = "full";

  @Option(
      names = "--bay",
      paramLabel = "NUMBER:USE",
      description = {
        "A charging bay, 1:e-bike or 2:phone for instance; may be repeated. With :low when water",
        "on the floor reaches its socket, with :circuit when only some bays hang on the circuit",
        "whose residual current is measured, and it is one of them."
      })
  private List<String> bays = List.of();

  @Option(
      names = "--breaker",
      paramLabel = "WATT",
      description = "What its breaker is rated for, 7040 for 32 A for instance.")
  private @Nullable Double breaker;

  @Option(
      names = "--item",
      paramLabel = "CODE:UNIT:CAPACITY:MINIMUM",
      description = {
        "A supply, water:l:40:5 for instance; may be repeated. UNIT is count, l or kg;",
        "a restock alert is raised when the level is not above MINIMUM."
      })
  private List<String> items = List.of();

  @Option(names = "--address", description = "Postal address.")
  private @Nullable String address;

  @Option(names = "--phone", description = "Telephone of its keeper.")
  private @Nullable String phone;

  @Option(names = "--community", description = "The community it lies in.")
  private @Nullable String community;

  @Option(names = "--grid", description = "The grid it lies in.")
  private @Nullable String grid;

  @Option(
      names = "--enrolment",
      paramLabel = "FILE",
      description = "Write the enrolment file here (mode 0600) instead of printing the secret.")
  private @Nullable Path enrolment;

  @Option(
      names = "--mqtt",
      paramLabel = "URL",
      description = {
        "Where the station connects, for the enrolment file: mqtt://host:port or",
        "mqtts://host:port. Without it, what the hub of --data listens at."
      })
  private @Nullable String mqtt;

  @Option(
      names = "--ca",
      paramLabel = "PEM",
      description = "Certificate of the authority that the station trusts, for the enrolment file.")
  private @Nullable Path ca;

  @Override
  void run(HubClient client) throws CommandFailure, IOException {
    JsonObject sheet = sheet();
    if (enrolment == null) {
      print(client.post("/stations", sheet).encode());
      return;
    }
    // Everything that can be wrong with the file is found before the station is registered.
    if (Files.exists(enrolment)) {
      throw new CommandFailure(enrolment + " exists already");
    }
    String address = mqtt == null ? "mqtt://" + options().mqtt() : mqtt;
    String authority = ca == null ? null : Files.readString(ca, StandardCharsets.UTF_8);
    String secret = client.post("/stations", sheet).getString("secret");
    PrivateFile.create(enrolment, enrolment(sheet, address, secret, authority).encode() + "\n");
    print("station " + code + " is registered; its agent starts from " + enrolment);
  }

  private JsonObject sheet() throws CommandFailure {
    JsonObject sheet =
        new JsonObject()
            .put("code", code)
            .put("name", name)
            .put("office", office)
            .put("kind", kind)
            .put("bays", StationParts.bays(bays))
            .put("items", StationParts.items(items));
    if (breaker != null) {
      sheet.put("breaker", breaker);
    }
    put(sheet, "address", address);
    put(sheet, "phone", phone);
    put(sheet, "community", community);
    put(sheet, "grid", grid);
    return sheet;
  }

  private static void put(JsonObject sheet, String member, @Nullable String value) {
    if (value != null) {
      sheet.put(member, value);
    }
  }

  private static JsonObject enrolment(
      JsonObject sheet, String hub, String secret, @Nullable String authority) {
    JsonArray codes = new JsonArray();
    sheet.getJsonArray("items").forEach(item -> codes.add(((JsonObject) item).getString("code")));
    JsonObject file =
        new JsonObject()
            .put("station", sheet.getString("code"))
            .put("hub", hub)
            .put("secret", secret)
            .put("name", sheet.getString("name"))
            .put("bays", sheet.getJsonArray("bays"))
            .put("items", codes);
    if (sheet.containsKey("breaker")) {
      file.put("breaker", sheet.getValue("breaker"));
    }
    put(file, "phone", sheet.getString("phone"));
    put(file, "ca", authority);
    return file;
  }
}
