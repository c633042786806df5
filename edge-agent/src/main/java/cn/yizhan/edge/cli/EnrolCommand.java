package cn.yizhan.edge.cli;

import cn.yizhan.edge.stationfile.Language;
import java.io.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code agent enrol}: asks for what an enrolment file has, and writes one. */
@Command(
    name = "enrol",
    mixinStandardHelpOptions = true,
    description = {
      "Asks for the hub's address, the station's code and its secret, and writes them into an",
      "enrolment file that only its owner may read."
    })
public final class EnrolCommand implements Callable<Integer> {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = "station.enrol",
      description = "The enrolment file (default: ${DEFAULT-VALUE}).")
  private Path output = Path.of("station.enrol");

  @Option(names = "--lang", paramLabel = "zh|en", description = "Language; else that of LANG.")
  private @Nullable String lang;

  // From Java 22 on there is a console without a terminal too; its answers end at once.
  @SuppressWarnings("SystemConsoleNull")
  @Override
  public Integer call() throws IOException {
    Language language = Languages.of(lang);
    Console console = System.console();
    if (console == null) {
      System.err.println(language.of("需要终端", "needs a terminal"));
      return CommandLine.ExitCode.USAGE;
    }
    return run(new AtTerminal(console), language, output);
  }

  /** Asks and writes; nothing is written when the questions are broken off. */
  static int run(Questions questions, Language language, Path output) throws IOException {
    if (Files.exists(output)) {
      questions.tell(output + language.of(" 已存在", " exists already"));
      return CommandLine.ExitCode.USAGE;
    }
    byte[] enrolment = new EnrolmentDialogue(questions, language).run();
    if (enrolment == null) {
      return CommandLine.ExitCode.USAGE;
    }
    write(output, enrolment);
    questions.tell(language.of("已写入 ", "written to ") + output);
    return CommandLine.ExitCode.OK;
  }

  /** Nobody else may read it, not even while it is being written. */
  private static void write(Path file, byte[] content) throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] owner =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private record AtTerminal(Console console) implements Questions {
    @Override
    public @Nullable String ask(String question) {
      return console.readLine("%s ", question);
    }

    @Override
    public @Nullable String secret(String question) {
      char[] typed = console.readPassword("%s ", question);
      return typed == null ? null : new String(typed);
    }

    @Override
    public void tell(String text) {
      console.writer().println(text);
      console.writer().flush();
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
