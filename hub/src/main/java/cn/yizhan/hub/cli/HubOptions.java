package cn.yizhan.hub.cli;

import cn.yizhan.hub.access.BootstrapToken;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which hub a command speaks to, and as whom. */
final class HubOptions {
  private static final String READY_FILE = "hub.json";
  private static final String TOKEN_VARIABLE = "YIZHAN_TOKEN";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Directory of a hub that runs on this machine; gives its address and token.")
  private @Nullable Path data;

  @Option(
      names = "--hub",
      paramLabel = "URL",
      description = "Address of the hub, http://127.0.0.1:8080 for instance, instead of --data.")
  private @Nullable String hub;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = {
        "File that holds the API token. Without it the token is that of the environment",
        "variable " + TOKEN_VARIABLE + ", or the bootstrap token in --data."
      })
  private @Nullable Path tokenFile;

  /** A client of that hub. */
  HubClient client() throws CommandFailure {
    return new HubClient(hub == null ? ready("http") : hub.replaceAll("/+$", ""), token());
  }

  /** Where stations connect, {@code host:port}, as the running hub says. */
  String mqtt() throws CommandFailure {
    return ready("mqtt");
  }

  private String ready(String member) throws CommandFailure {
    if (data == null) {
      throw new CommandFailure("name the hub with --data DIR or --hub URL");
    }
    try {
      String text = Files.readString(data.resolve(READY_FILE), StandardCharsets.UTF_8);
      String found = new JsonObject(text).getString(member);
      if (found != null) {
        return found;
      }
    } catch (IOException | DecodeException e) {
      throw new CommandFailure("no hub runs with the directory " + data);
    }
    throw new CommandFailure(data.resolve(READY_FILE) + " names no " + member);
  }

  private String token() throws CommandFailure {
    if (tokenFile != null) {
      return read(tokenFile);
    }
    String given = System.getenv(TOKEN_VARIABLE);
    if (given != null && !given.isBlank()) {
      return given.strip();
    }
    if (data == null) {
      throw new CommandFailure("a token is needed: --token-file FILE or " + TOKEN_VARIABLE);
    }
    return read(data.resolve(BootstrapToken.FILE));
  }

  private static String read(Path file) throws CommandFailure {
    try {
      String token = Files.readString(file, StandardCharsets.UTF_8).strip();
      if (!token.isEmpty()) {
        return token;
      }
    } catch (IOException e) {
      throw new CommandFailure("the token file " + file + " cannot be read");
    }
    throw new CommandFailure("the token file " + file + " is empty");
  }
}
