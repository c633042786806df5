package cn.yizhan.hub.cli;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code yizhan login}: a link to the page. */
@Command(
    name = "login",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a link that signs a person in to the page, on the hub's own machine.",
      "It works once, within 10 minutes; the session lasts 12 hours and has the token's role."
    })
public final class LoginCommand extends HubTask {
  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Who will use it; stands in the history and the audit log.")
  private @Nullable String name;

  @Override
  void run(HubClient client) throws CommandFailure {
    JsonObject body = new JsonObject();
    if (name != null) {
      body.put("name", name);
    }
    print(client.base() + client.post("/login-links", body).getString("link"));
  }
}
