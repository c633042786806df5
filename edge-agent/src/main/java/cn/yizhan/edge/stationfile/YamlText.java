package cn.yizhan.edge.stationfile;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text of a station file, as far as it is one. */
final class YamlText {
  /** A station of a thousand points needs a tenth of it. */
  private static final int MOST_BYTES = 256 * 1024;

  private YamlText() {}

  /** The text in those bytes; null when there is none that could be read on. */
  static @Nullable String of(byte[] bytes, Problems problems) {
    if (bytes.length > MOST_BYTES) {
      problems.error(1, "", "文件超过 256 KiB", "larger than 256 KiB");
      return null;
    }
    CharBuffer chars = CharBuffer.allocate(bytes.length + 1);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(in, chars, true);
    if (result.isError()) {
      int line = 1;
      for (int i = 0; i < in.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      problems.error(
          line, "", "不是 UTF-8 编码，请以 UTF-8 保存", "not UTF-8; save the file with the encoding UTF-8");
      return null;
    }
    String text = chars.flip().toString();
    return checked(text.startsWith("\ufeff") ? text.substring(1) : text, problems);
  }

  private static @Nullable String checked(String text, Problems problems) {
    List<String> lines = text.lines().toList();
    if (lines.stream().allMatch(line -> line.isBlank() || line.strip().startsWith("#"))) {
      problems.error(1, "", "文件为空", "the file is empty");
      return null;
    }
    StringBuilder plain = new StringBuilder(text.length());
    boolean readable = true;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int begin = 0;
      while (begin < line.length() && " \t".indexOf(line.charAt(begin)) >= 0) {
        begin++;
      }
      String indent = line.substring(0, begin);
      if (indent.indexOf('\t') >= 0 && begin < line.length() && line.charAt(begin) != '#') {
        problems.error(i + 1, "", "缩进用了制表符，请改用空格", "a tab in the indentation; use spaces");
      }
      if (line.chars().anyMatch(c -> c < ' ' && c != '\t')) {
        problems.error(i + 1, "", "含有控制字符", "a control character");
        readable = false;
      }
      plain.append(indent.replace("\t", "  ")).append(line, begin, line.length()).append('\n');
    }
    return readable ? plain.toString() : null;
  }
}
