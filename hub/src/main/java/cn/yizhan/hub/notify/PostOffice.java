package cn.yizhan.hub.notify;

import cn.yizhan.hub.notify.channel.Kind;
import io.vertx.core.Future;

/**
 * Gives each notification to the postman of its kind.
 *
 * @param http everything that goes by HTTP
 * @param mail e-mail
 */
public record PostOffice(Postman http, Postman mail) implements Postman {
  @Override
  public Future<Attempt> deliver(Notification notification) {
    boolean byMail = notification.target().kind() == Kind.EMAIL;
    return (byMail ? mail : http).deliver(notification);
  }
}
