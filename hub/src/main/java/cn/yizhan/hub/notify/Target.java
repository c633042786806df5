package cn.yizhan.hub.notify;

import cn.yizhan.hub.notify.channel.Channel;
import cn.yizhan.hub.notify.channel.Kind;
import cn.yizhan.hub.notify.channel.Language;
import cn.yizhan.hub.notify.channel.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint is told.
 *
 * @param kind its kind
 * @param language the language of texts
 * @param channel what makes requests of messages; null for a webhook, and when the endpoint's
 *     secrets cannot be opened
 * @param ca certificates in PEM that are believed instead of the platform's, or null
 * @param proxy through which proxy, or null
 */
public record Target(
    Kind kind,
    Language language,
    @Nullable Channel channel,
    @Nullable String ca,
    @Nullable Proxy proxy) {
  /** A webhook reached directly, believed by the platform's certificates. */
  public static final Target WEBHOOK = new Target(Kind.WEBHOOK, Language.ZH, null, null, null);

  @Override
  public String toString() {
    return kind.word();
  }
}
