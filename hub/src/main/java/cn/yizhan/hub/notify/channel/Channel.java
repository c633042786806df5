package cn.yizhan.hub.notify.channel;

/** A channel with its settings, secrets included; never printed. */
public sealed interface Channel permits HttpChannel, EmailChannel {
  /** Its kind. */
  Kind kind();
}
