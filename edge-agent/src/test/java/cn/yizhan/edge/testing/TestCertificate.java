package cn.yizhan.edge.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/**
 * A certificate that is its own authority, made by the JDK's own tool.
 *
 * @param chain the certificate in PEM
 * @param key its key in PEM
 */
public record TestCertificate(String chain, String key) {
  private static final String PASSWORD = "changeit";
  private static final long TOOL_SECONDS = 60;

  /**
   * Makes one in a folder.
   *
   * @param name server name it is for
   */
  public static TestCertificate make(Path folder, String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .inheritIO()
            .start();
    if (!keytool.waitFor(TOOL_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IOException("keytool failed");
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return new TestCertificate(
        pem("CERTIFICATE", store.getCertificate("server").getEncoded()),
        pem("PRIVATE KEY", store.getKey("server", PASSWORD.toCharArray()).getEncoded()));
  }

  private static String pem(String name, byte[] bytes) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + name + "-----\n" + body + "\n-----END " + name + "-----\n";
  }
}
