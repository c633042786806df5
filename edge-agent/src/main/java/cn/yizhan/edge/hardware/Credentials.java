package cn.yizhan.edge.hardware;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which hardware is let in.
 *
 * @param users password per user name
 * @param lan one password with which any user name is let in; null when there is none
 */
public record Credentials(Map<String, String> users, @Nullable String lan) {
  /** Lets everybody in. */
  public static final Credentials NONE = new Credentials(Map.of(), null);

  /** Keeps a copy. */
  public Credentials {
    users = Map.copyOf(users);
  }

  /** One password for all hardware of the station's network. */
  public static Credentials lan(String password) {
    return new Credentials(Map.of(), password);
  }

  /** True when everybody is let in. */
  public boolean open() {
    return users.isEmpty() && lan == null;
  }

  /** True when each user has a password of its own, so that a name proves who somebody is. */
  public boolean personal() {
    return !users.isEmpty();
  }

  /** True when somebody with that name and password is let in. */
  public boolean admits(@Nullable String user, @Nullable String password) {
    if (open()) {
      return true;
    }
    if (password == null) {
      return false;
    }
    String own = user == null ? null : users.get(user);
    return (own != null && same(own, password)) || (lan != null && same(lan, password));
  }

  /** Takes as long for a wrong password as for the right one. */
  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return open() ? "open" : users.keySet() + (lan == null ? "" : " and a password for all");
  }
}
