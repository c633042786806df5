package cn.yizhan.edge.hardware;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class CredentialsTest {
  @Test
  void withoutPasswordsEverybodyIsLetIn() {
    assertTrue(Credentials.NONE.admits(null, null));
    assertTrue(Credentials.NONE.admits("plug", "anything"));
  }

  @Test
  void theLanPasswordLetsAnyUserIn() {
    Credentials lan = Credentials.lan("correct horse");
    assertTrue(lan.admits("DVES_USER", "correct horse"));
    assertTrue(lan.admits(null, "correct horse"));
    assertFalse(lan.admits("DVES_USER", "correct"));
    assertFalse(lan.admits("DVES_USER", null));
    assertFalse(lan.personal());
  }

  @Test
  void aPasswordOfAUserLetsOnlyThatUserIn() {
    Credentials own = new Credentials(Map.of("plug-1", "one", "plug-2", "two"), null);
    assertTrue(own.admits("plug-1", "one"));
    assertFalse(own.admits("plug-1", "two"));
    assertFalse(own.admits("plug-3", "one"));
    assertFalse(own.admits(null, "one"));
    assertFalse(own.toString().contains("two"));
  }
}
