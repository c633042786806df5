package cn.yizhan.hub.storage;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and how to log in.
 *
 * @param host host name or address
 * @param port TCP port
 * @param database name of the database
 * @param user login role
 * @param password its password; never printed
 * @param tls how the connection is protected
 * @param certificates PEM file of the authorities trusted with {@link Tls#VERIFY}; null for the
 *     platform's own
 */
public record DatabaseAddress(
    String host,
    int port,
    String database,
    String user,
    String password,
    Tls tls,
    @Nullable Path certificates) {

  /** Protection of the connection. */
  public enum Tls {
    /** Plain; for a server on the same machine. */
    DISABLE,
    /** Encrypted, the server's certificate is not checked. */
    REQUIRE,
    /** Encrypted, the certificate must be trusted and name the host. */
    VERIFY
  }

  /** An address without TLS, for a server on this machine. */
  public static DatabaseAddress local(int port, String database, String user, String password) {
    return new DatabaseAddress("127.0.0.1", port, database, user, password, Tls.DISABLE, null);
  }

  /** The same server and login, another database. */
  public DatabaseAddress withDatabase(String other) {
    return new DatabaseAddress(host, port, other, user, password, tls, certificates);
  }

  /** The JDBC form, without user and password. */
  public String jdbcUrl() {
    String bracketed = host.contains(":") ? "[" + host + "]" : host;
    StringBuilder url =
        new StringBuilder("jdbc:postgresql://" + bracketed + ":" + port + "/" + database);
    url.append("?tcpKeepAlive=true&connectTimeout=10");
    switch (tls) {
      case DISABLE -> url.append("&sslmode=disable");
      case REQUIRE -> url.append("&sslmode=require");
      case VERIFY -> {
        url.append("&sslmode=verify-full");
        url.append(
            certificates == null
                ? "&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory"
                : "&sslrootcert=" + certificates);
      }
    }
    return url.toString();
  }

  @Override
  public String toString() {
    return user + "@" + host + ":" + port + "/" + database;
  }
}
