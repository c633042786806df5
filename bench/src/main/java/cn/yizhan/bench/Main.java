package cn.yizhan.bench;

import cn.yizhan.bench.demo.AgentsCommand;
import cn.yizhan.bench.demo.DemoCommand;
import cn.yizhan.bench.edge.EdgeCommand;
import cn.yizhan.bench.load.AlertCommand;
import cn.yizhan.bench.load.IngestCommand;
import cn.yizhan.bench.receiver.ReceiverCommand;
import cn.yizhan.bench.sim.ModbusCommand;
import cn.yizhan.bench.sim.SimulateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What runs beside the product and is no part of it: demonstration, simulator, benchmarks. */
@Command(
    name = "yizhan",
    description = "Demonstration, simulator, webhook receiver and benchmarks.",
    mixinStandardHelpOptions = true,
    subcommands = {
      DemoCommand.class,
      AgentsCommand.class,
      SimulateCommand.class,
      ModbusCommand.class,
      ReceiverCommand.class,
      Main.Bench.class
    })
public final class Main {
  private Main() {}

  /** Benchmarks. */
  @Command(
      name = "bench",
      description = "Measures on this machine; prints what it measured and nothing else.",
      mixinStandardHelpOptions = true,
      subcommands = {IngestCommand.class, EdgeCommand.class, AlertCommand.class})
  static final class Bench {}

  /** Runs the command the arguments name and exits with its code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
