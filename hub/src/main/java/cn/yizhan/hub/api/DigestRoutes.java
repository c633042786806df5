package cn.yizhan.hub.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Routes of what offices are told together. */
public final class DigestRoutes implements Routes {
  private final Registry registry;
  private final DigestBook book;

  /**
   * @param registry offices
   * @param book keeps what is set
   */
  public DigestRoutes(Registry registry, DigestBook book) {
    this.registry = registry;
    this.book = book;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("putOfficeDigest", this::put);
  }

  private Future<Reply> put(Request request) {
    String office = request.path("office");
    return book.collect(request.actor(), office, request.body().getInteger("minutes"))
        .compose(
            done -> {
              Found.orRefuse(done ? done : null, missing(office));
              return registry.office(request.actor(), office);
            })
        .map((JsonObject found) -> Reply.ok(Found.orRefuse(found, missing(office))));
  }

  private static String missing(String office) {
    return "there is no office " + office;
  }
}
