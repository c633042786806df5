package cn.yizhan.hub.cli;

import cn.yizhan.hub.access.BootstrapToken;
import cn.yizhan.hub.access.PrivateFile;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yizhan token}: API tokens. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = "Creates, lists or revokes API tokens; \"token bootstrap\" makes the first one.",
    subcommands = {
      TokenCommand.Bootstrap.class,
      TokenCommand.Create.class,
      TokenCommand.Names.class,
      TokenCommand.Revoke.class
    })
public final class TokenCommand {

  @Command(
      name = "bootstrap",
      mixinStandardHelpOptions = true,
      description = {
        "Writes a new bootstrap token into DIR/bootstrap-token, on the hub's own machine.",
        "It is a system administrator's token for 24 hours, also when every administrator's",
        "token is lost, and is refused as soon as an administrator's token was issued with it."
      })
  static final class Bootstrap implements Callable<Integer> {
    @Option(
        names = "--data",
        paramLabel = "DIR",
        required = true,
        description = "The hub's directory.")
    private Path data = Path.of(".");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      try {
        if (!Files.isDirectory(data)) {
          throw new IOException("there is no directory " + data);
        }
        BootstrapToken token = new BootstrapToken(data);
        token.renew();
        spec.commandLine().getOut().println("wrote " + token.file() + ", valid for 24 hours");
        spec.commandLine().getOut().flush();
        return 0;
      } catch (IOException e) {
        spec.commandLine().getErr().println(spec.qualifiedName() + ": " + e.getMessage());
        spec.commandLine().getErr().flush();
        return 1;
      }
    }
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = {
        "Issues a token and prints it as one line of JSON; it is shown this once.",
        "Roles: system-admin, security-admin, auditor, district-manager, duty-officer,",
        "grid-leader, grid-worker, viewer."
      })
  static final class Create extends HubTask {
    @Parameters(paramLabel = "NAME", description = "What it is for; stands in the audit log.")
    private String name = "";

    @Option(names = "--role", required = true, description = "What its bearer may do.")
    private String role = "";

    @Option(
        names = "--office",
        paramLabel = "CODE",
        description = "The one office its bearer sees; all when left out.")
    private @Nullable String office;

    @Option(
        names = "--expires",
        paramLabel = "TIME",
        description = "From when on it is refused, RFC 3339; 90 days from now when left out.")
    private @Nullable String expires;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "Write the token into a new file (mode 0600) instead of printing it.")
    private @Nullable Path out;

    @Override
    void run(HubClient client) throws CommandFailure, IOException {
      if (out != null && Files.exists(out)) {
        throw new CommandFailure(out + " exists already");
      }
      JsonObject body = new JsonObject().put("name", name).put("role", role);
      if (office != null) {
        body.put("office", office);
      }
      if (expires != null) {
        body.put("expires", expires);
      }
      JsonObject token = client.post("/tokens", body);
      if (out == null) {
        print(token.encode());
      } else {
        PrivateFile.create(out, token.getString("secret") + "\n");
        print("wrote " + out + ", valid until " + token.getString("expires"));
      }
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the tokens that were issued, never the tokens themselves.")
  static final class Names extends HubTask {
    @Override
    void run(HubClient client) throws CommandFailure {
      List<String> members = List.of("id", "name", "role", "office", "expires", "revoked");
      Columns.lines(client.all("/tokens"), members).forEach(this::print);
    }
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Refuses a token from now on.")
  static final class Revoke extends HubTask {
    @Parameters(paramLabel = "ID", description = "Id of the token, as \"token list\" shows it.")
    private String id = "";

    @Override
    void run(HubClient client) throws CommandFailure {
      client.post("/tokens/" + id + "/revoke");
      print("token " + id + " is revoked");
    }
  }
}
