package cn.yizhan.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import cn.yizhan.hub.cli.LoginCommand;
import cn.yizhan.hub.cli.OfficeCommand;
import cn.yizhan.hub.cli.RulesCommand;
import cn.yizhan.hub.cli.StationCommand;
import cn.yizhan.hub.cli.TokenCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** Entry point of the hub's commands. */
@Command(
    name = "yizhan",
    mixinStandardHelpOptions = true,
    description = "The hub of courier stations.",
    subcommands = {
      HubCommand.class,
      LoginCommand.class,
      OfficeCommand.class,
      RulesCommand.class,
      StationCommand.class,
      TokenCommand.class
    })
public final class Main {
  private Main() {}

  /** Runs the command that the arguments name and exits with its code. */
  public static void main(String[] args) {
    // whatever the locale says: labels are Chinese, and everything that reads them expects UTF-8
    System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8));
    System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8));
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setUsageHelpWidth(100);
  }
}
