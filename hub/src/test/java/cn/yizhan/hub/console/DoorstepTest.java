package cn.yizhan.hub.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.notify.AddressRange;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoorstepTest {
  private final Doorstep told =
      new Doorstep(List.of(AddressRange.parse("172.18.0.0/16"), AddressRange.parse("fd00::/8")));

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      textBlock =
          """
          127.0.0.1           | true
          ::1                 | true
          172.18.0.1          | true
          ::ffff:172.18.0.1   | true
          fd00::7             | true
          172.19.0.1          | false
          fe80::1             | false
          -                   | false
          """)
  void aLinkIsUsedOnThisMachineOrAtAnAddressThatWasNamed(@Nullable String address, boolean admits) {
    assertEquals(admits, told.admits(address));
  }

  @Test
  void aHubThatWasToldNoAddressTakesLinksOnItsOwnMachineAlone() {
    Doorstep own = new Doorstep(List.of());
    assertTrue(own.admits("127.0.0.1"));
    assertFalse(own.admits("172.18.0.1"));
    assertFalse(own.admits("192.168.1.5"));
  }
}
