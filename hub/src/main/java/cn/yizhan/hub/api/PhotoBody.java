package cn.yizhan.hub.api;

import cn.yizhan.hub.evidence.ImageType;
import cn.yizhan.hub.evidence.Photo;
import cn.yizhan.hub.evidence.Received;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Photos as the bodies of requests and answers. */
final class PhotoBody {
  private static final String TYPES =
      "a photo is image/jpeg, image/png or image/webp / 照片须为JPEG、PNG或WebP格式";

  /** It is never run, even when somebody opens it by itself. */
  private static final String POLICY = "default-src 'none'; sandbox";

  private PhotoBody() {}

  /**
   * The photo that is the body of the request; a refusal when it is none that can be kept.
   *
   * @param vertx reads it beside its event loops: up to 5 MiB are read, summed and digested, some
   *     tens of milliseconds
   */
  static Future<Photo> read(Vertx vertx, Request request) {
    if (ImageType.of(request.contentType()) == null) {
      throw refusal(Problem.Sort.MEDIA_TYPE, TYPES);
    }
    byte[] sent = request.content().getBytes();
    return vertx.executeBlocking(() -> photo(Received.of(sent)), false);
  }

  private static Photo photo(Received received) {
    if (received instanceof Photo photo) {
      return photo;
    }
    if (received instanceof Received.Unfit unfit) {
      throw refusal(Problem.Sort.UNUSABLE, unfit.why().en() + " / " + unfit.why().zh());
    }
    throw refusal(Problem.Sort.MEDIA_TYPE, TYPES);
  }

  /**
   * The answer that shows a photo.
   *
   * @param digest SHA-256 in hexadecimal digits
   */
  static Reply reply(Evidence.Stored stored, String digest) {
    return Reply.content(stored.type(), stored.content())
        .with("Cache-Control", "private, max-age=31536000, immutable")
        .with("Content-Security-Policy", POLICY)
        .with("Content-Disposition", "inline; filename=\"" + name(stored, digest) + '"');
  }

  private static String name(Evidence.Stored stored, String digest) {
    ImageType type = ImageType.of(stored.type());
    return digest.substring(0, 12) + (type == null ? "" : "." + type.extension());
  }

  /** The refusal of what cannot be kept. */
  static Refusal refusal(Problem.Sort sort, String sentence) {
    return new Refusal(Problem.of(sort, sentence));
  }
}
