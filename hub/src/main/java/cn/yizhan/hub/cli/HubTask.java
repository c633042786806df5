package cn.yizhan.hub.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does something at a hub and ends: 0 done, 1 refused with a sentence. */
abstract class HubTask implements Callable<Integer> {
  @Mixin private HubOptions options = new HubOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Does it, speaking to the hub. */
  abstract void run(HubClient client) throws CommandFailure, IOException;

  /** Which hub. */
  final HubOptions options() {
    return options;
  }

  /** Prints a line on standard output. */
  final void print(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  @Override
  public final Integer call() {
    try {
      run(options.client());
      return 0;
    } catch (CommandFailure | IOException e) {
      spec.commandLine().getErr().println(spec.qualifiedName() + ": " + e.getMessage());
      spec.commandLine().getErr().flush();
      return 1;
    }
  }
}
