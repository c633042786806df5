package cn.yizhan.bench.receiver;

import cn.yizhan.hub.notify.SigningSecret;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code receiver}: receives webhooks until it is stopped. */
@Command(
    name = "receiver",
    description = "A webhook receiver that verifies signatures; GET /received shows what it got.",
    mixinStandardHelpOptions = true)
public final class ReceiverCommand implements Callable<Integer> {
  private static final Pattern SECRET = Pattern.compile("whsec_[A-Za-z0-9+/=]+");

  @Option(
      names = "--http",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8090",
      description = "where it listens (${DEFAULT-VALUE})")
  private String http = "127.0.0.1:8090";

  @Option(
      names = "--secrets",
      paramLabel = "FILE",
      required = true,
      description = "file with the whsec_ secrets it believes, in any form of text")
  private Path secrets = Path.of("");

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the specification before the command runs
  public ReceiverCommand() {}

  @Override
  public Integer call() throws Exception {
    int colon = http.lastIndexOf(':');
    if (colon < 1 || !http.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw new ParameterException(spec.commandLine(), "--http is HOST:PORT, not " + http);
    }
    String host = http.substring(0, colon);
    Vertx vertx = Vertx.vertx();
    WebhookReceiver receiver = new WebhookReceiver(vertx, read(secrets), System::currentTimeMillis);
    int port =
        receiver
            .start(host, Integer.parseInt(http.substring(colon + 1)))
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    System.out.println(
        new JsonObject().put("ready", true).put("http", "http://" + host + ":" + port).encode());
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "stop"));
    stopped.await();
    return 0;
  }

  static List<SigningSecret> read(Path file) throws IOException {
    List<SigningSecret> found = new ArrayList<>();
    Matcher matcher = SECRET.matcher(Files.readString(file));
    while (matcher.find()) {
      found.add(SigningSecret.parse(matcher.group()));
    }
    if (found.isEmpty()) {
      throw new IOException(file + " holds no secret that begins with whsec_");
    }
    return found;
  }
}
