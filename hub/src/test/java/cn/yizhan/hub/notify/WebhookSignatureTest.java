package cn.yizhan.hub.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {
  private static final SigningSecret SECRET =
      SigningSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final long TIMESTAMP = 1_614_265_330;
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  @Test
  void theSpecificationsVectorComesOut() {
    assertEquals(SIGNATURE, WebhookSignature.header(List.of(SECRET), ID, TIMESTAMP, BODY));
  }

  @Test
  void whileASecretIsChangedBothSign() {
    SigningSecret next = SigningSecret.generate(new SecureRandom());
    String header = WebhookSignature.header(List.of(next, SECRET), ID, TIMESTAMP, BODY);

    assertTrue(header.endsWith(" " + SIGNATURE), header);
    assertTrue(WebhookSignature.verifies(List.of(SECRET), ID, TIMESTAMP, BODY, header));
    assertTrue(WebhookSignature.verifies(List.of(next), ID, TIMESTAMP, BODY, header));
  }

  @Test
  void aChangedIdTimestampBodyOrSecretDoesNotVerify() {
    List<SigningSecret> secrets = List.of(SECRET);
    byte[] other = "{\"test\": 2432232315}".getBytes(UTF_8);

    assertTrue(WebhookSignature.verifies(secrets, ID, TIMESTAMP, BODY, SIGNATURE));
    assertFalse(WebhookSignature.verifies(secrets, ID + "x", TIMESTAMP, BODY, SIGNATURE));
    assertFalse(WebhookSignature.verifies(secrets, ID, TIMESTAMP + 1, BODY, SIGNATURE));
    assertFalse(WebhookSignature.verifies(secrets, ID, TIMESTAMP, other, SIGNATURE));
    assertFalse(
        WebhookSignature.verifies(
            List.of(SigningSecret.generate(new SecureRandom())), ID, TIMESTAMP, BODY, SIGNATURE));
  }

  @Test
  void signaturesOfUnknownVersionsAreSkipped() {
    assertTrue(
        WebhookSignature.verifies(
            List.of(SECRET), ID, TIMESTAMP, BODY, "v1a,xyz v2,abc " + SIGNATURE));
    assertFalse(
        WebhookSignature.verifies(
            List.of(SECRET), ID, TIMESTAMP, BODY, SIGNATURE.replace("v1,", "v2,")));
  }

  @Test
  void nothingIsSentUnsigned() {
    assertThrows(
        IllegalArgumentException.class,
        () -> WebhookSignature.header(List.of(), ID, TIMESTAMP, BODY));
  }

  @Test
  void aNewSecretReadsBackAndIsNeverTheSame() {
    SigningSecret one = SigningSecret.generate(new SecureRandom());
    SigningSecret two = SigningSecret.generate(new SecureRandom());

    assertEquals(one, SigningSecret.parse(one.text()));
    assertNotEquals(one, two);
  }

  @Test
  void aSecretIsNotPrinted() {
    assertFalse(SECRET.toString().contains("MfKQ"), SECRET.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_", "whsec_c2hvcnQ=", "whsec_*"})
  void whatIsNoSecretIsRefusedWithoutRepeatingIt(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> SigningSecret.parse(text));

    assertTrue(text.length() < 8 || !String.valueOf(e.getMessage()).contains(text));
  }
}
