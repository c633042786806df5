package cn.yizhan.hub.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Routes of photos of stations. */
public final class StationPhotoRoutes implements Routes {
  private static final String FULL =
      "a station may have " + StationPhotos.MOST + " photos / 一个驿站最多" + StationPhotos.MOST + "张照片";

  private final Vertx vertx;
  private final StationPhotos photos;

  /**
   * @param vertx reads photos beside its event loops
   * @param photos keeps them
   */
  public StationPhotoRoutes(Vertx vertx, StationPhotos photos) {
    this.vertx = vertx;
    this.photos = photos;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("createPhoto", this::create);
    operations.on("getPhoto", this::get);
  }

  private Future<Reply> create(Request request) {
    String station = request.path("station");
    return PhotoBody.read(vertx, request)
        .compose(photo -> photos.keep(request.actor(), station, photo))
        .map(outcome -> reply(outcome, station));
  }

  private static Reply reply(StationPhotos.Outcome outcome, String station) {
    if (outcome instanceof StationPhotos.Outcome.Kept kept) {
      return kept.anew() ? Reply.created(kept.photo()) : Reply.ok(kept.photo());
    }
    throw outcome instanceof StationPhotos.Outcome.Full
        ? PhotoBody.refusal(Problem.Sort.CONFLICT, FULL)
        : Refusal.notFound(StationRoutes.missing(station));
  }

  private Future<Reply> get(Request request) {
    String digest = request.path("photo");
    return photos
        .photo(request.actor(), request.path("station"), digest)
        .map(
            photo ->
                PhotoBody.reply(Found.orRefuse(photo, "the station has no such photo"), digest));
  }
}
