package cn.yizhan.hub.notify;

import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the hub's synthetic alerts to its own receiver and leaves everything else to others. The
 * one endpoint that may be at the loopback address is known by its id, and where it is no row says:
 * it is the receiver of the hub that delivers, whichever that is.
 */
public final class ProbePostman implements Postman {
  /** The endpoint of synthetic alerts. */
  public static final UUID ENDPOINT = UUID.fromString("7072f6f2-6265-4000-8000-000000000001");

  /** What stands in its row: a name that never has an address (RFC 6761). */
  public static final String NOWHERE = "http://probe.invalid/";

  private static final AddressRange LOOPBACK = AddressRange.parse("127.0.0.1/32");

  private final Supplier<@Nullable String> receiver;
  private final Postman loopback;
  private final Postman others;

  /**
   * @param receiver URL of the hub's own receiver, null while it does not listen
   * @param http delivers to it, over the connections and with the signature of every webhook
   * @param others deliver everything else
   */
  public ProbePostman(Supplier<@Nullable String> receiver, HttpPostman http, Postman others) {
    this.receiver = receiver;
    this.loopback = http.guardedBy(new AddressGuard(List.of(LOOPBACK)));
    this.others = others;
  }

  @Override
  public Future<Attempt> deliver(Notification notification) {
    if (!notification.endpoint().equals(ENDPOINT)) {
      return others.deliver(notification);
    }
    String url = receiver.get();
    return loopback.deliver(notification.to(url == null ? NOWHERE : url));
  }
}
