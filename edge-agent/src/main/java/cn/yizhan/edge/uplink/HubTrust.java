package cn.yizhan.edge.uplink;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whether the server is the hub: its certificate descends from one that is trusted, is for the
 * hub's name, and is in force at the time.
 *
 * <p>A station that does not know the time cannot learn it from a hub it may not speak to. It knows
 * a time that has passed, though, and a certificate is in force for it when there is a moment since
 * then at which it is (RFC 5280, section 6.1.3 (a) (2), with that moment as the current time). What
 * had expired by then is refused; what began later is taken.
 */
final class HubTrust extends X509ExtendedTrustManager {
  private static final X509Certificate[] NONE = {};

  private final @Nullable String ca;
  private final Instant passed;
  private final boolean exact;
  private volatile @Nullable Instant until;

  /**
   * The trust of one connection, by what is known of the time now.
   *
   * @param ca certificates in PEM to descend from; null for the machine's own list
   */
  HubTrust(@Nullable String ca, TrueTime time) {
    this.ca = ca;
    this.passed = Instant.ofEpochMilli(time.proven());
    this.exact = time.known();
  }

  /**
   * Whether what the hub says the time is can be: its own certificate has not expired by then.
   *
   * @param time milliseconds since 1970 UTC
   */
  boolean mayBe(long time) {
    Instant last = until;
    return last == null || !Instant.ofEpochMilli(time).isAfter(last);
  }

  private Set<TrustAnchor> anchors() throws CertificateException {
    Collection<X509Certificate> trusted = ca == null ? Machine.LIST : read(ca);
    return trusted.stream().map(one -> new TrustAnchor(one, null)).collect(Collectors.toSet());
  }

  private static Collection<X509Certificate> read(String pem) throws CertificateException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
        .stream()
        .map(X509Certificate.class::cast)
        .toList();
  }

  /** The list of the machine, read when it is first needed. */
  private static final class Machine {
    static final Collection<X509Certificate> LIST = list();

    private static Collection<X509Certificate> list() {
      try {
        TrustManagerFactory factory = factory();
        factory.init((KeyStore) null);
        return Arrays.stream(factory.getTrustManagers())
            .filter(X509TrustManager.class::isInstance)
            .flatMap(one -> Arrays.stream(((X509TrustManager) one).getAcceptedIssuers()))
            .toList();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("the machine's list of certificates cannot be read", e);
      }
    }
  }

  private static TrustManagerFactory factory() throws NoSuchAlgorithmException {
    return TrustManagerFactory.getInstance("PKIX");
  }

  /** One way of checking a chain as of a moment. */
  @FunctionalInterface
  private interface Check {
    void by(X509ExtendedTrustManager trust) throws CertificateException;
  }

  private void check(X509Certificate[] chain, Check check) throws CertificateException {
    Set<TrustAnchor> anchors = anchors();
    CertificateException first = null;
    for (Instant moment : moments(chain)) {
      try {
        // the JDK does not look at the dates of a server's certificate that is trusted itself
        chain[0].checkValidity(Date.from(moment));
        check.by(asOf(moment, anchors));
        until = chain[0].getNotAfter().toInstant();
        return;
      } catch (CertificateException e) {
        first = first == null ? e : first;
      }
    }
    throw new CertificateException(
        "the hub's certificate does not hold at "
            + (exact ? passed : passed + " or later, as far as the time is known"),
        first);
  }

  /* Between two of these moments nothing comes into force, so no other has to be tried. */
  private Set<Instant> moments(X509Certificate[] chain) {
    Set<Instant> moments = new TreeSet<>(Set.of(passed));
    if (!exact) {
      Arrays.stream(chain)
          .map(one -> one.getNotBefore().toInstant())
          .filter(passed::isBefore)
          .forEach(moments::add);
    }
    return moments;
  }

  private static X509ExtendedTrustManager asOf(Instant moment, Set<TrustAnchor> anchors)
      throws CertificateException {
    try {
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
      parameters.setDate(Date.from(moment));
      // as the JDK does unless told otherwise
      parameters.setRevocationEnabled(false);
      TrustManagerFactory factory = factory();
      factory.init(new CertPathTrustManagerParameters(parameters));
      for (TrustManager one : factory.getTrustManagers()) {
        if (one instanceof X509ExtendedTrustManager extended) {
          return extended;
        }
      }
      throw new CertificateException("this Java machine checks no certificates");
    } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
      throw new CertificateException(e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, trust -> trust.checkServerTrusted(chain, authType, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain, trust -> trust.checkServerTrusted(chain, authType, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    // nobody could say here whose name the certificate has to be for
    throw new CertificateException("a certificate is checked on its connection only");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw noServer();
  }

  private static CertificateException noServer() {
    return new CertificateException("a station is no server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return NONE;
  }
}
