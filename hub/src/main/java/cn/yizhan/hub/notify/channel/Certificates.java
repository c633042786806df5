package cn.yizhan.hub.notify.channel;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.function.Consumer;

/** Certificates of authorities as text in PEM. */
final class Certificates {
  /** Characters at most: some ten certificates. */
  static final int LONGEST = 65_536;

  private Certificates() {}

  /**
   * Checks a text.
   *
   * @param fault gets what is wrong with it
   */
  static void check(String pem, Consumer<String> fault) {
    if (pem.contains("PRIVATE KEY-----")) {
      fault.accept("holds a private key; only certificates belong here");
      return;
    }
    try {
      byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
      int found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes))
              .size();
      if (found == 0 || !pem.contains("-----BEGIN CERTIFICATE-----")) {
        fault.accept("expected certificates in PEM, -----BEGIN CERTIFICATE----- and so on");
      }
    } catch (CertificateException e) {
      fault.accept("is no certificate that can be read");
    }
  }
}
