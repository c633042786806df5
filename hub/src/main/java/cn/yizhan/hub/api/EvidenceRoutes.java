package cn.yizhan.hub.api;

import cn.yizhan.hub.evidence.ImageType;
import cn.yizhan.hub.evidence.Photo;
import cn.yizhan.hub.evidence.Received;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** Routes of photos of alerts. */
public final class EvidenceRoutes implements Routes {
  private static final String TYPES =
      "a photo is image/jpeg, image/png or image/webp / 照片须为JPEG、PNG或WebP格式";
  private static final String FULL =
      "an alert may have " + Evidence.MOST + " photos / 一条告警最多" + Evidence.MOST + "张照片";

  /** It is never run, even when somebody opens it by itself. */
  private static final String POLICY = "default-src 'none'; sandbox";

  private final Vertx vertx;
  private final Evidence evidence;

  /**
   * @param vertx reads photos beside its event loops
   * @param evidence keeps them
   */
  public EvidenceRoutes(Vertx vertx, Evidence evidence) {
    this.vertx = vertx;
    this.evidence = evidence;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("listEvidence", this::list);
    operations.on("addEvidence", this::add);
    operations.on("getEvidence", this::get);
  }

  private Future<Reply> list(Request request) {
    UUID alert = alert(request);
    return evidence
        .photos(request.actor(), alert)
        .map(
            photos ->
                Reply.ok(
                    new JsonObject()
                        .put("items", new JsonArray(Found.orRefuse(photos, missing(alert))))));
  }

  private Future<Reply> add(Request request) {
    if (ImageType.of(request.contentType()) == null) {
      throw refusal(Problem.Sort.MEDIA_TYPE, TYPES);
    }
    byte[] sent = request.content().getBytes();
    // up to 5 MiB are read, summed and digested: some tens of milliseconds
    return vertx
        .executeBlocking(() -> photo(Received.of(sent)), false)
        .compose(photo -> evidence.keep(request.actor(), alert(request), photo))
        .map(outcome -> reply(outcome, alert(request)));
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

  private static Reply reply(Evidence.Outcome outcome, UUID alert) {
    if (outcome instanceof Evidence.Outcome.Kept kept) {
      Reply reply = kept.anew() ? Reply.created(kept.photo()) : Reply.ok(kept.photo());
      return reply.with("ETag", AlertRoutes.tag(kept.revision()));
    }
    throw outcome instanceof Evidence.Outcome.Full
        ? refusal(Problem.Sort.CONFLICT, FULL)
        : Refusal.notFound(missing(alert));
  }

  private Future<Reply> get(Request request) {
    UUID alert = alert(request);
    String digest = request.path("photo");
    return evidence
        .photo(request.actor(), alert, digest)
        .map(
            photo -> {
              Evidence.Stored stored = Found.orRefuse(photo, "the alert has no such photo");
              return Reply.content(stored.type(), stored.content())
                  .with("Cache-Control", "private, max-age=31536000, immutable")
                  .with("Content-Security-Policy", POLICY)
                  .with("Content-Disposition", "inline; filename=\"" + name(stored, digest) + '"');
            });
  }

  private static String name(Evidence.Stored stored, String digest) {
    ImageType type = ImageType.of(stored.type());
    return digest.substring(0, 12) + (type == null ? "" : "." + type.extension());
  }

  private static UUID alert(Request request) {
    return UUID.fromString(request.path("alert"));
  }

  private static String missing(UUID alert) {
    return "there is no alert " + alert;
  }

  private static Refusal refusal(Problem.Sort sort, String sentence) {
    return new Refusal(Problem.of(sort, sentence));
  }
}
