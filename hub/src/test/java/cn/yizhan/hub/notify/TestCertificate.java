package cn.yizhan.hub.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate that vouches for itself, made by the JDK's keytool.
 *
 * @param keys for a server
 * @param pem for those who are to believe it
 */
record TestCertificate(PfxOptions keys, String pem) {

  static TestCertificate of(Path folder, String name) throws IOException, InterruptedException {
    Path store = folder.resolve(name + ".p12");
    Path pem = folder.resolve(name + ".pem");
    keytool(
        store,
        List.of(
            "-genkeypair",
            "-keyalg",
            "EC",
            "-validity",
            "2",
            "-dname",
            "CN=" + name,
            "-ext",
            "SAN=dns:" + name));
    keytool(store, List.of("-exportcert", "-rfc", "-file", pem.toString()));
    PfxOptions keys = new PfxOptions().setPath(store.toString()).setPassword("changeit");
    return new TestCertificate(keys, Files.readString(pem));
  }

  private static void keytool(Path store, List<String> what)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(what);
    command.addAll(
        List.of(
            "-alias",
            "k",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            "changeit"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    assertEquals(0, process.waitFor());
  }
}
