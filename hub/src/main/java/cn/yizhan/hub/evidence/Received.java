package cn.yizhan.hub.evidence;

import cn.yizhan.protocol.Label;

/** What bytes that were sent as a photo turn out to be. */
public sealed interface Received permits Photo, Received.Foreign, Received.Unfit {
  /** Neither JPEG nor PNG nor WebP, whatever its sender says. */
  record Foreign() implements Received {}

  /**
   * One of these, and of no use.
   *
   * @param why the reason, for the person
   */
  record Unfit(Label why) implements Received {}

  /**
   * Takes a photo out of what was sent: checks that it is whole, and leaves out all that is not
   * needed to show it, place, time, owner and device among that.
   */
  static Received of(byte[] sent) {
    Source source = new Source(sent);
    ImageType type = ImageType.of(source);
    if (type == null) {
      return new Foreign();
    }
    try {
      byte[] picture =
          switch (type) {
            case JPEG -> Jpeg.picture(source);
            case PNG -> Png.picture(source);
            case WEBP -> Webp.picture(source);
          };
      return new Photo(type, picture);
    } catch (SpoiltException e) {
      return new Unfit(e.why());
    }
  }
}
