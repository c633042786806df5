package cn.yizhan.hub.notify;

import cn.yizhan.hub.notify.channel.Gate;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses a webhook may go to: https to public addresses, and anything to the allow-list.
 * It judges the address that is about to be connected to, never a name, so a name that resolves
 * differently the next time gains nothing.
 *
 * <p>Sources of the ranges: the IANA special-purpose address registries for IPv4 and IPv6.
 */
public final class AddressGuard implements Gate {
  private static final Map<AddressRange, String> NOT_PUBLIC_4 =
      ranges(
          "0.0.0.0/8", "unspecified",
          "10.0.0.0/8", "private",
          "100.64.0.0/10", "carrier's shared",
          "127.0.0.0/8", "loopback",
          "169.254.0.0/16", "link-local",
          "172.16.0.0/12", "private",
          "192.0.0.0/24", "special-purpose",
          "192.0.2.0/24", "documentation",
          "192.88.99.0/24", "special-purpose",
          "192.168.0.0/16", "private",
          "198.18.0.0/15", "benchmarking",
          "198.51.100.0/24", "documentation",
          "203.0.113.0/24", "documentation",
          "224.0.0.0/4", "multicast",
          "240.0.0.0/4", "reserved");

  private static final Map<AddressRange, String> NOT_PUBLIC_6 =
      ranges(
          "::/128", "unspecified",
          "::1/128", "loopback",
          "fc00::/7", "private",
          "fe80::/10", "link-local",
          "fec0::/10", "private",
          "ff00::/8", "multicast",
          "2001::/23", "special-purpose",
          "2001:db8::/32", "documentation",
          "3fff::/20", "documentation");

  private static final AddressRange GLOBAL_6 = AddressRange.parse("2000::/3");
  private static final AddressRange COMPATIBLE = AddressRange.parse("::/96");
  private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");
  private static final AddressRange SIX_TO_FOUR = AddressRange.parse("2002::/16");

  private final List<AddressRange> allowed;

  /**
   * @param allowed ranges any webhook may go to, also with plain http
   */
  public AddressGuard(List<AddressRange> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  /**
   * Why a webhook must not go there, or null when it may.
   *
   * @param secure whether it goes by https
   * @param address the address that would be connected to
   */
  public @Nullable String objection(boolean secure, InetAddress address) {
    InetAddress real = carried(address);
    for (AddressRange range : allowed) {
      if (range.contains(address) || range.contains(real)) {
        return null;
      }
    }
    String kind = notPublic(real);
    if (kind != null) {
      return address.getHostAddress() + " (" + kind + ") is outside the allow-list";
    }
    return secure ? null : "plain http goes only to addresses inside the allow-list";
  }

  /**
   * Takes a URL that is to be registered apart and refuses one that could never be let through:
   * what a name will resolve to is not known yet, an address is.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public EndpointUrl admit(String text) {
    EndpointUrl url = EndpointUrl.parse(text);
    InetAddress address = url.address();
    String objection = address == null ? null : objection(url.secure(), address);
    if (objection == null && !url.secure() && allowed.isEmpty()) {
      objection = "plain http goes only to addresses inside the allow-list, which is empty";
    }
    if (objection != null) {
      throw new IllegalArgumentException(objection);
    }
    return url;
  }

  @Override
  public @Nullable String objection(String url) {
    try {
      admit(url);
      return null;
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public @Nullable String objection(boolean secure, String host) {
    InetAddress address = AddressRange.literal(host);
    if (address != null) {
      return objection(secure, address);
    }
    return !secure && allowed.isEmpty()
        ? "what is not encrypted goes only to addresses inside the allow-list, which is empty"
        : null;
  }

  private static @Nullable String notPublic(InetAddress address) {
    boolean four = address.getAddress().length == 4;
    for (Map.Entry<AddressRange, String> range : (four ? NOT_PUBLIC_4 : NOT_PUBLIC_6).entrySet()) {
      if (range.getKey().contains(address)) {
        return range.getValue();
      }
    }
    return four || GLOBAL_6.contains(address) ? null : "not public";
  }

  /**
   * The IPv4 address an IPv6 one stands for: compatible, NAT64 and 6to4 forms (Java turns the
   * mapped form into IPv4 by itself).
   */
  private static InetAddress carried(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != 16 || address.isLoopbackAddress() || address.isAnyLocalAddress()) {
      return address;
    }
    if (COMPATIBLE.contains(address) || NAT64.contains(address)) {
      return AddressRange.address(Arrays.copyOfRange(bytes, 12, 16));
    }
    if (SIX_TO_FOUR.contains(address)) {
      return AddressRange.address(Arrays.copyOfRange(bytes, 2, 6));
    }
    return address;
  }

  private static Map<AddressRange, String> ranges(String... pairs) {
    Map<AddressRange, String> ranges = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      ranges.put(AddressRange.parse(pairs[i]), pairs[i + 1]);
    }
    return ranges;
  }
}
