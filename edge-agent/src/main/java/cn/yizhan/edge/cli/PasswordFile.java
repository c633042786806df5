package cn.yizhan.edge.cli;

import cn.yizhan.edge.stationfile.Problems;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the files in which the passwords of hardware are. Lines that begin with # are comments. */
final class PasswordFile {
  /** What is shorter is guessed by whoever is in the network for an evening. */
  private static final int SHORT = 8;

  private PasswordFile() {}

  /** The only line of a file, null when there is none. */
  static @Nullable String lan(@Nullable List<String> lines, String place, Problems problems) {
    if (lines == null) {
      return null;
    }
    List<String> words = lines.stream().map(String::strip).filter(PasswordFile::counts).toList();
    if (words.size() != 1) {
      problems.error(place, "文件应只有一行密码", "the file has to have one line, the password");
      return null;
    }
    warnShort(words.get(0), place, problems);
    return words.get(0);
  }

  /** The lines {@code user:password} of a file. */
  static Map<String, String> users(@Nullable List<String> lines, String place, Problems problems) {
    Map<String, String> users = new TreeMap<>();
    if (lines == null) {
      return users;
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      int colon = line.indexOf(':');
      if (!counts(line)) {
        continue;
      }
      if (colon < 1 || colon == line.length() - 1) {
        problems.error(
            place,
            "文件第 " + (i + 1) + " 行应为 名称:密码",
            "line " + (i + 1) + " of the file: expected name:password");
      } else if (users.put(line.substring(0, colon), line.substring(colon + 1)) != null) {
        problems.error(
            place,
            "文件第 " + (i + 1) + " 行名称重复",
            "line " + (i + 1) + " of the file: a name for the second time");
      } else {
        warnShort(line.substring(colon + 1), place, problems);
      }
    }
    if (users.isEmpty()) {
      problems.error(place, "文件里没有密码", "the file has no passwords");
    }
    return users;
  }

  private static boolean counts(String line) {
    return !line.isEmpty() && !line.startsWith("#");
  }

  private static void warnShort(String password, String place, Problems problems) {
    if (password.length() < SHORT) {
      problems.warning(place, "密码短于 8 个字符", "a password of less than 8 characters");
    }
  }
}
