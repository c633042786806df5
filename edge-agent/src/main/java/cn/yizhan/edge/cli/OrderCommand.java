package cn.yizhan.edge.cli;

import cn.yizhan.edge.control.ControlAnswer;
import cn.yizhan.edge.control.ControlClient;
import cn.yizhan.edge.control.ControlRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code agent order}: tells a running agent on this machine what somebody on site wants. */
@Command(
    name = "order",
    mixinStandardHelpOptions = true,
    description =
        "Tells the agent that runs on this machine what to do: start, stop, identify, unavailable,"
            + " available, reset-latch, test-begin, test-bay, test-alert, test-end.")
public final class OrderCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "The agent's folder.")
  private Path data = Path.of("");

  @Parameters(index = "0", paramLabel = "ORDER", description = "What to do.")
  private String what = "";

  @Parameters(
      index = "1",
      paramLabel = "TARGET",
      arity = "0..1",
      defaultValue = "station",
      description = "bay/3 for instance, or station. Default: ${DEFAULT-VALUE}")
  private String target = "station";

  @Option(names = "--by", description = "Who wants it; stands in the records.")
  private @Nullable String by;

  @Option(names = "--minutes", description = "test-begin: how long at most, 1 to 30.")
  private @Nullable Integer minutes;

  @Option(names = "--where", description = "test-alert: where the alert was looked for.")
  private @Nullable String where;

  @Option(names = "--not-seen", description = "test-alert: it did not arrive there.")
  private boolean notSeen;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  /** An order that has been told nothing. */
  public OrderCommand() {}

  @Override
  public Integer call() {
    Map<String, String> args = new TreeMap<>();
    if (minutes != null) {
      args.put("minutes", minutes.toString());
    }
    if (where != null) {
      args.put("where", where);
    }
    args.put("seen", notSeen ? "no" : "yes");
    ControlRequest request =
        new ControlRequest(what, target, by == null ? System.getProperty("user.name") : by, args);
    try {
      ControlAnswer answer = ControlClient.ask(data, request);
      out.println((answer.done() ? "done: " : "not done: ") + answer.text());
      return answer.done() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    } catch (IOException e) {
      System.err.println(
          "no agent answers in "
              + data
              + ": is it running, as this user? ("
              + e.getMessage()
              + ")");
      return CommandLine.ExitCode.SOFTWARE;
    }
  }
}
