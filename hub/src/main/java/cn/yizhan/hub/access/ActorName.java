package cn.yizhan.hub.access;

import cn.yizhan.protocol.Label;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How actors are named. Whoever is on the page has a name that was said, if any, and the name of
 * the token that let them in: {@code page:张伟/token:desk}, or {@code page:token:desk}. What is said
 * has no colon and no slash, so whatever it is, what follows names the token.
 */
public final class ActorName {
  private static final String PAGE = "page:";
  private static final Pattern PARTS =
      Pattern.compile("(?:page:(?:(?<said>[^:/]+)/)?)?(?:token:)?(?<known>.*)", Pattern.DOTALL);

  private ActorName() {}

  /**
   * The name of somebody on the page.
   *
   * @param said the name that was said, without colon and slash; null when none was
   * @param holder the name of the actor who let them in
   */
  public static String onPage(@Nullable String said, String holder) {
    return PAGE + (said == null ? "" : said + "/") + holder;
  }

  /** True for the name of somebody on the page. */
  public static boolean isOnPage(String name) {
    return name.startsWith(PAGE);
  }

  /** The name as people are told it, {@code 张伟（desk）}. */
  public static Label spoken(String name) {
    Matcher parts = PARTS.matcher(name);
    if (!parts.matches()) {
      return new Label(name, name);
    }
    String said = parts.group("said");
    String known = parts.group("known");
    return said == null
        ? new Label(known, known)
        : new Label(said + "（" + known + "）", said + " (" + known + ")");
  }
}
