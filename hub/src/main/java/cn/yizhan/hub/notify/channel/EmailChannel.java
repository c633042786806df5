package cn.yizhan.hub.notify.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * E-mail through a mail server, always encrypted: from the first byte on (port 465), or with
 * STARTTLS required (port 587). Source: RFC 8314.
 *
 * @param server where the mail server is
 * @param user whom to log in as, or null for nobody
 * @param password what with, or null
 * @param from the sender's address
 * @param to the recipients' addresses
 */
public record EmailChannel(
    Server server, @Nullable String user, @Nullable String password, String from, List<String> to)
    implements Channel {
  private static final String ADDRESS =
      "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?";

  /**
   * A mail server.
   *
   * @param host name or address
   * @param port 1 to 65535
   * @param tls encrypted from the first byte on; otherwise after STARTTLS
   */
  public record Server(String host, int port, boolean tls) {
    /** As people see it. */
    public String shown() {
      return (tls ? "smtps://" : "smtp://") + host + ":" + port;
    }
  }

  static @Nullable EmailChannel read(Fields settings) {
    String host = settings.needed("host", 253, "the mail server's name");
    if (host != null && !host.matches("[A-Za-z0-9.:-]+")) {
      settings.fault("host", "expected a host name or an address");
    }
    boolean tls = settings.choice("security", "tls", List.of("tls", "starttls")).equals("tls");
    Integer port = settings.number("port", 1, 65_535);
    String user = settings.text("user", 200);
    String password = settings.text("password", 200);
    if ((user == null) != (password == null)) {
      settings.fault("password", "goes together with user");
    }
    String from = settings.needed("from", 254, "the sender's address");
    if (from != null && !from.matches(ADDRESS)) {
      settings.fault("from", "expected an address such as alerts@example.cn");
    }
    List<String> to = settings.list("to", ADDRESS, "an address such as li@example.cn", 50);
    if (to.isEmpty()) {
      settings.fault("to", "is needed: the recipients, at least one");
    }
    if (host == null || from == null) {
      return null;
    }
    Server server = new Server(host, port == null ? (tls ? 465 : 587) : port, tls);
    return new EmailChannel(server, user, password, from, to);
  }

  @Override
  public Kind kind() {
    return Kind.EMAIL;
  }

  /** The letter that tells of a message. */
  public Mail render(Message message, Language language) {
    String text = message.text(language);
    String link = message.link().isEmpty() ? "" : "\n\n" + message.link();
    String domain = from.substring(from.indexOf('@') + 1);
    return new Mail(
        from,
        to,
        Cut.characters(message.heading(language), 200, "…"),
        text + link + "\n",
        "<" + message.id() + "@" + domain + ">",
        message.severity().equals("critical") && message.active());
  }

  @Override
  public String toString() {
    return kind().word();
  }
}
