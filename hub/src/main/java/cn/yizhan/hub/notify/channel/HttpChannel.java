package cn.yizhan.hub.notify.channel;

import cn.yizhan.hub.notify.Outcome;

/** A channel that is an HTTP request and its answer. */
public sealed interface HttpChannel extends Channel
    permits AlertmanagerChannel, DingTalkChannel, WeComChannel, FeishuChannel, GatewayChannel {

  /**
   * The request that tells of a message.
   *
   * @param language the language of texts
   * @param now epoch milliseconds, for signatures
   */
  Parcel render(Message message, Language language, long now);

  /** What an answer means. */
  Outcome judge(Answer answer);
}
