package cn.yizhan.edge.cli;

import cn.yizhan.edge.stationfile.Language;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which language an installer reads. */
final class Languages {
  private Languages() {}

  /** The language of an option; without one that of the environment, English if it has none. */
  static Language of(@Nullable String option) {
    String lang = option == null ? environment() : option;
    return lang.startsWith("zh") ? Language.ZH : Language.EN;
  }

  /** The start script sets LANG for the encoding and leaves what it was in YIZHAN_LANG. */
  private static String environment() {
    for (String name : List.of("YIZHAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")) {
      String value = System.getenv(name);
      if (value != null && !value.isEmpty()) {
        return value;
      }
    }
    return "";
  }
}
