package cn.yizhan.edge.stationfile;

import cn.yizhan.protocol.Label;
import java.util.Comparator;

/**
 * Something that is wrong with a station file.
 *
 * @param line its line, from 1
 * @param place which key, {@code devices[2].bay}, counting entries from 0; empty for the whole file
 * @param text what is wrong and what was expected
 * @param warning true when the station can be run all the same
 */
public record Problem(int line, String place, Label text, boolean warning) {
  /** By line, mistakes of a line in the order in which they were found. */
  static final Comparator<Problem> BY_LINE = Comparator.comparingInt(Problem::line);

  /** The problem as one line in that language. */
  public String say(Language language) {
    String head = language == Language.ZH ? "第 " + line + " 行：" : "line " + line + ": ";
    String kind = language == Language.ZH ? "提醒：" : "warning: ";
    return head + (warning ? kind : "") + (place.isEmpty() ? "" : place + ": ") + language.of(text);
  }
}
