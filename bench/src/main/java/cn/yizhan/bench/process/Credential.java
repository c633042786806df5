package cn.yizhan.bench.process;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where a client of the API has its token from. */
public interface Credential {
  /**
   * The token to use now.
   *
   * @throws IOException when it cannot be read or had
   */
  String token() throws IOException;

  /**
   * Another token after that one was refused; null when there is no other.
   *
   * @throws IOException when none can be had at present
   */
  @Nullable String renewed() throws IOException;

  /** One token for ever. */
  static Credential fixed(String token) {
    return new Credential() {
      @Override
      public String token() {
        return token;
      }

      @Override
      public @Nullable String renewed() {
        return null;
      }
    };
  }
}
