package cn.yizhan.hub.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTest {
  @ParameterizedTest
  @ValueSource(strings = {"Bearer yzt_abc-_", "bearer  yzt_abc-_", " BEARER yzt_abc-_ "})
  void theSchemeIsReadWhateverItsCase(String header) {
    assertEquals(new Secret("yzt_abc-_"), Bearer.parse(header));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "Bearer", "Bearer ", "Basic eDp5", "yzt_abc", "Bearer a b", "Bearer 驿站"})
  void anythingElseIsNoToken(String header) {
    assertNull(Bearer.parse(header));
  }

  @Test
  void anEndlessHeaderIsNoToken() {
    assertNull(Bearer.parse("Bearer " + "a".repeat(300)));
  }

  @Test
  void aSecretIsLongAndDoesNotShowInLogs() {
    Secret secret = Secret.fresh("yzt_");
    assertEquals(4 + 43, secret.text().length());
    assertTrue(secret.text().startsWith("yzt_"));
    assertFalse(secret.toString().contains(secret.text()));
  }
}
