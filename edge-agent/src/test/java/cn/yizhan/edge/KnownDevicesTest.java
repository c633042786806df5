package cn.yizhan.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.codec.Limits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KnownDevicesTest {
  private final KnownDevices devices = new KnownDevices();

  private void fill() {
    for (int i = 0; i < Limits.DEVICES; i++) {
      assertTrue(devices.hear("plug-" + i, i));
    }
  }

  @Test
  void aBirthCanAlwaysNameAllOfThem() {
    fill();
    for (int i = 0; i < 300; i++) {
      devices.hear("more-" + i, KnownDevices.KEPT + i);
    }
    assertEquals(Limits.DEVICES, devices.sorted().size());
  }

  @Test
  void hardwareHeardLatelyKeepsItsPlace() {
    fill();
    assertFalse(devices.hear("new", KnownDevices.KEPT - 1));
    assertFalse(devices.welcome("new", KnownDevices.KEPT - 1));
    assertFalse(devices.hear("plug-7", KnownDevices.KEPT - 1), "no news");
    assertEquals(Limits.DEVICES, devices.ids().size());
  }

  @Test
  void theOneUnheardForLongestMakesRoom() {
    fill();
    devices.hear("plug-0", 5_000);
    assertTrue(devices.hear("new", KnownDevices.KEPT + 100));
    assertTrue(devices.knows("plug-0"));
    assertFalse(devices.knows("plug-1"));
    assertTrue(devices.knows("new"));
  }

  @Test
  void hardwareOfBeforeARestartThatHasNotComeBackMakesRoomAtOnce() {
    List<String> old = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      old.add("old-" + i);
    }
    devices.restore(old);
    assertEquals(Limits.DEVICES, devices.ids().size());
    assertFalse(devices.hear("old-0", 10), "known before");
    assertTrue(devices.hear("new", 20));
    assertTrue(devices.knows("old-0"));
    assertFalse(devices.knows("old-1"));
  }
}
