package cn.yizhan.hub.notify;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * A range of IP addresses, {@code 10.0.0.0/8} or {@code fd00::/8}; a single address is a range too.
 */
public final class AddressRange {
  private final InetAddress first;
  private final int bits;

  private AddressRange(InetAddress first, int bits) {
    this.first = first;
    this.bits = bits;
  }

  /**
   * Reads {@code address/bits} or {@code address}; names are not looked up.
   *
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address = literal(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      throw new IllegalArgumentException("not an address range: " + text);
    }
    int width = address.getAddress().length * 8;
    int bits = width;
    if (slash >= 0) {
      String count = text.substring(slash + 1);
      if (!count.matches("[0-9]{1,3}") || Integer.parseInt(count) > width) {
        throw new IllegalArgumentException("0 to " + width + " bits, not: " + text);
      }
      bits = Integer.parseInt(count);
    }
    AddressRange range = new AddressRange(address, bits);
    if (!range.isFirst(address)) {
      throw new IllegalArgumentException("has bits beyond its prefix: " + text);
    }
    return range;
  }

  /** The address of a literal (IPv4, IPv6, without brackets), or null; never looks up a name. */
  static @Nullable InetAddress literal(String text) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    return bytes == null ? null : address(bytes);
  }

  /** The address of 4 or 16 bytes; an IPv6 one that maps an IPv4 one becomes that. */
  static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
    }
  }

  /** Whether the address lies within. */
  public boolean contains(InetAddress address) {
    byte[] a = first.getAddress();
    byte[] b = address.getAddress();
    if (a.length != b.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((a[bit / 8] & mask) != (b[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private boolean isFirst(InetAddress address) {
    byte[] bytes = address.getAddress();
    for (int bit = bits; bit < bytes.length * 8; bit++) {
      if ((bytes[bit / 8] & (0x80 >> (bit % 8))) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return first.getHostAddress() + "/" + bits;
  }
}
