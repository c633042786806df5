package cn.yizhan.hub.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** Routes of photos of alerts. */
public final class EvidenceRoutes implements Routes {
  private static final String FULL =
      "an alert may have " + Evidence.MOST + " photos / 一条告警最多" + Evidence.MOST + "张照片";

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
    return PhotoBody.read(vertx, request)
        .compose(photo -> evidence.keep(request.actor(), alert(request), photo))
        .map(outcome -> reply(outcome, alert(request)));
  }

  private static Reply reply(Evidence.Outcome outcome, UUID alert) {
    if (outcome instanceof Evidence.Outcome.Kept kept) {
      Reply reply = kept.anew() ? Reply.created(kept.photo()) : Reply.ok(kept.photo());
      return reply.with("ETag", AlertRoutes.tag(kept.revision()));
    }
    throw outcome instanceof Evidence.Outcome.Full
        ? PhotoBody.refusal(Problem.Sort.CONFLICT, FULL)
        : Refusal.notFound(missing(alert));
  }

  private Future<Reply> get(Request request) {
    UUID alert = alert(request);
    String digest = request.path("photo");
    return evidence
        .photo(request.actor(), alert, digest)
        .map(
            photo -> PhotoBody.reply(Found.orRefuse(photo, "the alert has no such photo"), digest));
  }

  private static UUID alert(Request request) {
    return UUID.fromString(request.path("alert"));
  }

  private static String missing(UUID alert) {
    return "there is no alert " + alert;
  }
}
