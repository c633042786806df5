package cn.yizhan.edge.cli;

import cn.yizhan.edge.Enrolment;
import cn.yizhan.edge.stationfile.BayLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code agent labels}: a page with a label per charging bay, to be printed. */
@Command(
    name = "labels",
    mixinStandardHelpOptions = true,
    description = "Writes a page with a label for each charging bay, to be printed on A4.")
public final class LabelsCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The station file.")
  private Path file = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = "labels.html",
      description = "The page (default: ${DEFAULT-VALUE}).")
  private Path output = Path.of("labels.html");

  @Option(
      names = "--name",
      description = "What people call the station; else that of its enrolment.")
  private String name = "";

  @Option(names = "--phone", description = "Telephone of its keeper; else that of its enrolment.")
  private String phone = "";

  @Override
  public Integer call() throws IOException {
    StationFolder.Checked checked = StationFolder.check(file);
    StationFolder.Setup setup = checked.setup();
    if (setup == null) {
      CheckCommand.print(checked.problems(), System.err);
      return CommandLine.ExitCode.USAGE;
    }
    Enrolment station = setup.enrolment();
    BayLabels.Station whose =
        new BayLabels.Station(
            station.account().station().value(),
            name.isEmpty() ? station.name() : name,
            phone.isEmpty() ? station.phone() : phone);
    Files.writeString(output, BayLabels.html(whose, setup.local().bays()));
    System.out.println(output);
    return CommandLine.ExitCode.OK;
  }
}
