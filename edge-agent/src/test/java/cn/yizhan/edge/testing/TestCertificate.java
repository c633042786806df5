package cn.yizhan.edge.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
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
  private static final int TEN_YEARS = 3_650;

  /**
   * Makes one in a folder that is in force for two days from now.
   *
   * @param name server name it is for
   */
  public static TestCertificate make(Path folder, String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    return make(folder, name, Instant.now().minusSeconds(60), 2);
  }

  /**
   * Makes one in a folder.
   *
   * @param name server name it is for
   * @param from since when it is in force
   * @param days for how long
   */
  public static TestCertificate make(Path folder, String name, Instant from, int days)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve(name + ".p12");
    keytool(
        file,
        "-genkeypair -alias server -keyalg EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "san=dns:" + name,
        "-startdate",
        start(from),
        "-validity",
        String.valueOf(days));
    return of(file, "server");
  }

  /**
   * Makes one in a folder that an authority has signed, whose own certificate began ten years
   * earlier and goes on ten years longer.
   *
   * @param name server name it is for
   * @param from since when it is in force
   * @param days for how long
   */
  public static Signed signed(Path folder, String name, Instant from, int days)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve(name + "-signed.p12");
    Path request = folder.resolve(name + ".csr");
    Path answer = folder.resolve(name + ".pem");
    keytool(
        file,
        "-genkeypair -alias ca -keyalg EC -ext bc:c -dname CN=authority",
        "-startdate",
        start(from.minus(Duration.ofDays(TEN_YEARS))),
        "-validity",
        String.valueOf(2 * TEN_YEARS + days));
    keytool(file, "-genkeypair -alias server -keyalg EC", "-dname", "CN=" + name);
    keytool(file, "-certreq -alias server", "-file", request.toString());
    keytool(
        file,
        "-gencert -rfc -alias ca",
        "-infile",
        request.toString(),
        "-outfile",
        answer.toString(),
        "-ext",
        "san=dns:" + name,
        "-startdate",
        start(from),
        "-validity",
        String.valueOf(days));
    keytool(file, "-importcert -noprompt -alias server", "-file", answer.toString());
    return new Signed(of(file, "ca").chain(), of(file, "server"));
  }

  /**
   * A certificate and who signed it.
   *
   * @param ca the authority's certificate in PEM
   * @param server the server's
   */
  public record Signed(String ca, TestCertificate server) {}

  private static String start(Instant from) {
    return DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss", Locale.ROOT)
        .withZone(ZoneId.systemDefault())
        .format(from);
  }

  private static void keytool(Path store, String words, String... more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(words.split(" ")));
    command.addAll(List.of(more));
    command.addAll(
        List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString()));
    Process keytool = new ProcessBuilder(command).inheritIO().start();
    if (!keytool.waitFor(TOOL_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IOException("keytool failed");
    }
  }

  private static TestCertificate of(Path file, String alias)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return new TestCertificate(
        pem("CERTIFICATE", store.getCertificate(alias).getEncoded()),
        pem("PRIVATE KEY", store.getKey(alias, PASSWORD.toCharArray()).getEncoded()));
  }

  private static String pem(String name, byte[] bytes) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + name + "-----\n" + body + "\n-----END " + name + "-----\n";
  }
}
