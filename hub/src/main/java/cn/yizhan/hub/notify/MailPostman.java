package cn.yizhan.hub.notify;

import cn.yizhan.hub.notify.channel.EmailChannel;
import cn.yizhan.hub.notify.channel.Mail;
import cn.yizhan.hub.notify.channel.Message;
import cn.yizhan.hub.notify.channel.Proxy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers by e-mail. The addresses of the server, or of the proxy before it, are looked up for
 * each try, the guard judges them, and the connection goes to the very address it let through. One
 * connection per try, always encrypted, with the certificate held against the server's name before
 * anything is said; 15 s in all.
 */
public final class MailPostman implements Postman {
  private static final Logger LOG = LoggerFactory.getLogger(MailPostman.class);
  private static final int CONNECT_MS = 5_000;
  private static final int OK = 250;

  private final Vertx vertx;
  private final AddressGuard guard;
  private final Names names;
  private final LongSupplier clock;
  private final int totalMs;

  /**
   * @param guard which addresses it may go to
   * @param names how host names are looked up
   * @param clock the present in epoch milliseconds
   */
  public MailPostman(Vertx vertx, AddressGuard guard, Names names, LongSupplier clock) {
    this(vertx, guard, names, clock, HttpPostman.TOTAL_MS);
  }

  MailPostman(Vertx vertx, AddressGuard guard, Names names, LongSupplier clock, int totalMs) {
    this.vertx = vertx;
    this.guard = guard;
    this.names = names;
    this.clock = clock;
    this.totalMs = totalMs;
  }

  @Override
  public Future<Attempt> deliver(Notification notification) {
    long started = clock.getAsLong();
    return Future.succeededFuture(notification)
        .compose(this::outcome)
        .otherwise(this::failed)
        .map(outcome -> new Attempt(started, (int) (clock.getAsLong() - started), outcome));
  }

  private Future<Outcome> outcome(Notification notification) {
    Target target = notification.target();
    if (!(target.channel() instanceof EmailChannel channel)) {
      return Future.succeededFuture(new Outcome.Again("the endpoint's secret cannot be opened"));
    }
    Mail mail =
        channel.render(Message.of(notification.id(), notification.body()), target.language());
    return Route.to(true, channel.server().host(), target.proxy())
        .permitted(names, guard)
        .compose(addresses -> send(channel, mail, target, addresses))
        .timeout(totalMs, TimeUnit.MILLISECONDS)
        .map(result -> delivered(notification, mail, result));
  }

  private Future<MailResult> send(
      EmailChannel channel, Mail mail, Target target, List<InetAddress> addresses) {
    // behind a proxy the address is the proxy's, and the proxy looks the server's name up
    Vertx route = target.proxy() == null ? new PinnedVertx(vertx, addresses) : vertx;
    MailClient client = MailClient.create(route, config(channel, target, addresses.get(0)));
    return client
        .sendMail(message(mail))
        .timeout(totalMs, TimeUnit.MILLISECONDS)
        .eventually(client::close);
  }

  private MailConfig config(EmailChannel channel, Target target, InetAddress address) {
    EmailChannel.Server server = channel.server();
    MailConfig config =
        new MailConfig()
            .setHostname(server.host())
            .setPort(server.port())
            .setSsl(server.tls())
            .setStarttls(server.tls() ? StartTLSOptions.DISABLED : StartTLSOptions.REQUIRED)
            .setConnectTimeout(CONNECT_MS)
            .setKeepAlive(false)
            .setAllowRcptErrors(true)
            .setUserAgent("Yizhan-Hub")
            .setIdleTimeout(totalMs)
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    if (channel.user() == null) {
      config.setLogin(LoginOption.DISABLED);
    } else {
      config.setLogin(LoginOption.REQUIRED);
      config.setUsername(channel.user()).setPassword(channel.password());
    }
    if (target.ca() != null) {
      config.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(target.ca())));
    }
    Proxy proxy = target.proxy();
    if (proxy != null) {
      config.setProxyOptions(
          new ProxyOptions()
              .setType(ProxyType.HTTP)
              .setHost(address.getHostAddress())
              .setPort(proxy.port())
              .setUsername(proxy.user())
              .setPassword(proxy.password()));
    }
    return config;
  }

  private static MailMessage message(Mail mail) {
    MailMessage message =
        new MailMessage()
            .setFrom(mail.from())
            .setTo(mail.to())
            .setSubject(mail.subject())
            .setText(mail.text())
            .addHeader("Message-ID", mail.messageId())
            // so that nobody's absence note answers (RFC 3834)
            .addHeader("Auto-Submitted", "auto-generated");
    return mail.urgent() ? message.addHeader("X-Priority", "1") : message;
  }

  private static Outcome delivered(Notification notification, Mail mail, MailResult result) {
    int missing = mail.to().size() - result.getRecipients().size();
    if (missing > 0) {
      LOG.warn(
          "The mail server took notification {} but refused {} of {} recipients of endpoint {}",
          notification.id(),
          missing,
          mail.to().size(),
          notification.endpoint());
    }
    return new Outcome.Delivered(OK);
  }

  private Outcome failed(Throwable e) {
    if (e instanceof SMTPException said) {
      String detail = "the mail server answered " + said.getReplyMessage();
      int code = said.getReplyCode();
      return new Outcome.Again(code >= 100 ? code : null, printable(detail), null);
    }
    if (e instanceof TimeoutException) {
      return new Outcome.Again("no answer within " + totalMs / 1_000 + " s");
    }
    String sentence =
        e instanceof Route.Blocked ? String.valueOf(e.getMessage()) : Exchange.sentence(e);
    return new Outcome.Again(sentence);
  }

  private static String printable(String text) {
    String plain = text.replaceAll("[^\\x20-\\x7e]+", " ");
    return plain.length() > 200 ? plain.substring(0, 200) : plain;
  }
}
