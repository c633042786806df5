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
  void tokensAreIssuedByAdministratorsAlone() {
    assertEquals(Set.of(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN), Permission.ADMIT.roles());
    assertTrue(new Actor("a", Role.SECURITY_ADMIN, null).may(Permission.ADMIT));
    assertFalse(new Actor("a", Role.SECURITY_ADMIN, null).may(Permission.REGISTER));
  }
}
