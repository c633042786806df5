package cn.yizhan.hub.notify;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  private static final AddressGuard STRICT = new AddressGuard(List.of());
  private static final AddressGuard OFFICES =
      new AddressGuard(
          List.of(AddressRange.parse("10.20.0.0/16"), AddressRange.parse("fd12:3456::/32")));

  private static InetAddress at(String literal) {
    return requireNonNull(AddressRange.literal(literal), literal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.100.100.200",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.0.9",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "3fff::1",
        "2001::1",
        "100::1",
        "5f00::1",
        "4000::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "::10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::808:808",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2002:c0a8:101::1"
      })
  void addressesThatAreNotPublicAreRefusedEvenWithHttps(String address) {
    assertNotNull(STRICT.objection(true, at(address)));
    assertNotNull(STRICT.objection(false, at(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.169.0.0",
        "223.255.255.255",
        "2400:3200::1",
        "2606:4700:4700::1111",
        "::ffff:1.1.1.1",
        "64:ff9b::101:101",
        "2002:101:101::1"
      })
  void publicAddressesNeedHttps(String address) {
    assertNull(STRICT.objection(true, at(address)));
    assertNotNull(STRICT.objection(false, at(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.20.0.1",
        "10.20.255.255",
        "fd12:3456:789a::1",
        "::ffff:10.20.0.1",
        "64:ff9b::a14:1"
      })
  void theAllowListLetsThroughWithAndWithoutTls(String address) {
    assertNull(OFFICES.objection(true, at(address)));
    assertNull(OFFICES.objection(false, at(address)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.19.255.255", "10.21.0.0", "fd12:3457::1", "127.0.0.1"})
  void theAllowListEndsWhereItEnds(String address) {
    assertNotNull(OFFICES.objection(true, at(address)));
  }

  @Test
  void theObjectionNamesTheAddressAndItsKind() {
    String objection = STRICT.objection(true, at("10.1.2.3"));

    assertTrue(objection != null && objection.contains("10.1.2.3 (private)"), objection);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/", "ten/8", "localhost", "fd00::/129"})
  void whatIsNoRangeIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> AddressRange.parse(text));
  }

  @Test
  void aSingleAddressIsARange() {
    AddressRange range = AddressRange.parse("127.0.0.1");

    assertEquals("127.0.0.1/32", range.toString());
    assertTrue(range.contains(at("127.0.0.1")));
  }
}
