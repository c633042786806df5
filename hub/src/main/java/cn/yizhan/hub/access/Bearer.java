package cn.yizhan.hub.access;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The credentials of RFC 6750 in the Authorization header, and the kinds of token we issue. */
public final class Bearer {
  /** Prefix of API tokens. */
  public static final String API_PREFIX = "yzt_";

  private static final int LONGEST = 256;
  private static final Pattern HEADER =
      Pattern.compile("[Bb][Ee][Aa][Rr][Ee][Rr] +([A-Za-z0-9._~+/-]+=*)");

  private Bearer() {}

  /**
   * The token in an Authorization header.
   *
   * @param header the header's value, null when there is none
   * @return the token, or null when the header is missing, malformed or of another scheme
   */
  public static @Nullable Secret parse(@Nullable String header) {
    if (header == null || header.length() > LONGEST) {
      return null;
    }
    Matcher matcher = HEADER.matcher(header.strip());
    return matcher.matches() ? new Secret(matcher.group(1)) : null;
  }
}
