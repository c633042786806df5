package cn.yizhan.hub.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoleTest {
  @Test
  void whoeverMayIssueTokensIssuesSomeAndNobodyElseAny() {
    for (Role role : Role.values()) {
      assertEquals(Permission.ADMIT.heldBy(role), !role.issues().isEmpty(), role.word());
    }
  }

  @Test
  void nobodyHandsOutWhatHeMayNotDoButTheWorkOfAnOffice() {
    for (Role issuer : Role.values()) {
      for (Role issued : issuer.issues()) {
        Set<Permission> beyond = EnumSet.noneOf(Permission.class);
        for (Permission permission : Permission.values()) {
          if (permission.heldBy(issued) && !permission.heldBy(issuer)) {
            beyond.add(permission);
          }
        }
        beyond.removeAll(
            EnumSet.of(
                Permission.ACKNOWLEDGE,
                Permission.DIRECT,
                Permission.OPERATE,
                Permission.ANNOUNCE));
        assertEquals(Set.of(), beyond, issuer.word() + " issues " + issued.word());
      }
    }
  }

  @Test
  void aSecurityAdministratorAppointsNoSystemAdministratorNorDistrictManager() {
    assertFalse(Role.SECURITY_ADMIN.issues().contains(Role.SYSTEM_ADMIN));
    assertFalse(Role.SECURITY_ADMIN.issues().contains(Role.DISTRICT_MANAGER));
    assertTrue(
        Role.SYSTEM_ADMIN
            .issues()
            .containsAll(Set.of(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR)));
  }
}
