package cn.yizhan.edge.cli;

import cn.yizhan.edge.stationfile.Language;
import cn.yizhan.edge.stationfile.Problem;
import cn.yizhan.edge.stationfile.Summary;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code agent check}: says everything that is wrong with a station file, changes nothing. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Says everything that is wrong with a station file, with line numbers, and what is wired",
      "where. Changes nothing. Status 0 when the station can be run, 2 when not."
    })
public final class CheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The station file.")
  private Path file = Path.of("");

  @Option(names = "--lang", paramLabel = "zh|en", description = "Language; else that of LANG.")
  private @Nullable String lang;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  @Override
  public Integer call() {
    Language language = Languages.of(lang);
    StationFolder.Checked checked = StationFolder.check(file);
    checked.problems().forEach(problem -> out.println(problem.say(language)));
    if (checked.file() != null) {
      out.println();
      Summary.of(checked.file(), language).forEach(out::println);
    }
    long errors = checked.problems().stream().filter(problem -> !problem.warning()).count();
    long warnings = checked.problems().size() - errors;
    out.println();
    out.println(
        language.of(
            (errors == 0 ? "可以运行" : errors + " 处错误") + "，" + warnings + " 处提醒",
            (errors == 0 ? "can be run" : "mistakes: " + errors) + "; warnings: " + warnings));
    return errors == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.USAGE;
  }

  /** The language of whoever has started the program. */
  public static Language language() {
    return Languages.of(null);
  }

  /** Prints problems as they are printed by a check. */
  public static void print(Iterable<Problem> problems, PrintStream to) {
    problems.forEach(problem -> to.println(problem.say(Languages.of(null))));
  }
}
