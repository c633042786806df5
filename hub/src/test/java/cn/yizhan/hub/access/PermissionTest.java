package cn.yizhan.hub.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PermissionTest {
  @Test
  void everyRoleReadsAndAViewerDoesNothingElse() {
    assertEquals(EnumSet.allOf(Role.class), Permission.READ.roles());
    for (Permission permission : EnumSet.complementOf(EnumSet.of(Permission.READ))) {
      assertFalse(permission.heldBy(Role.VIEWER), permission.name());
      assertFalse(permission.heldBy(Role.AUDITOR), permission.name());
    }
  }

  @Test
  void ordersAndTextsAreForThoseOnDuty() {
    assertTrue(Permission.OPERATE.heldBy(Role.DUTY_OFFICER));
    assertTrue(Permission.OPERATE.heldBy(Role.GRID_LEADER));
    assertFalse(Permission.OPERATE.heldBy(Role.GRID_WORKER));
    assertFalse(Permission.OPERATE.heldBy(Role.SECURITY_ADMIN));
    assertTrue(Permission.ANNOUNCE.heldBy(Role.DUTY_OFFICER));
    assertFalse(Permission.ANNOUNCE.heldBy(Role.GRID_LEADER));
  }

  @Test
  void tokensAreIssuedByAdministratorsAlone() {
    assertEquals(Set.of(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN), Permission.ADMIT.roles());
    assertTrue(new Actor("a", Role.SECURITY_ADMIN, null).may(Permission.ADMIT));
    assertFalse(new Actor("a", Role.SECURITY_ADMIN, null).may(Permission.REGISTER));
  }
}
