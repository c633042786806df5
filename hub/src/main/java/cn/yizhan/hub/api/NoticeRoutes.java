package cn.yizhan.hub.api;

import cn.yizhan.hub.api.NoticeBook.Reach;
import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.message.Notice;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Routes of texts for displays. */
public final class NoticeRoutes implements Routes {
  private static final Duration LONGEST = Duration.ofDays(366);

  private final NoticeBook book;
  private final Runnable changed;
  private final LongSupplier clock;

  /**
   * @param book the notices
   * @param changed told after a change, so that connected stations are told at once
   * @param clock epoch milliseconds
   */
  public NoticeRoutes(NoticeBook book, Runnable changed, LongSupplier clock) {
    this.book = book;
    this.changed = changed;
    this.clock = clock;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("createNotice", this::create);
    operations.on("listNotices", this::list);
    operations.on("getNotice", request -> found(request, id(request)).map(Reply::ok));
    operations.on("withdrawNotice", this::withdraw);
  }

  private Future<Reply> list(Request request) {
    return book.notices(request.actor(), request.flag("current"), request.page()).map(Reply::page);
  }

  private Future<Reply> create(Request request) {
    JsonObject body = request.body();
    Reach reach = Reach.of(body.getString("scope"));
    String code = body.getString("code");
    if ((reach == Reach.ALL) != (code == null)) {
      throw Refusal.invalid(
          "body.code",
          reach == Reach.ALL
              ? "must be left out for all"
              : "expected a code of one " + reach.word());
    }
    JsonObject text = body.getJsonObject("text");
    long now = clock.getAsLong();
    Long from = request.bodyTime("from");
    Long until = request.bodyTime("until");
    long begins = from == null ? now : from;
    if (until == null || until <= Math.max(now, begins) || until > now + LONGEST.toMillis()) {
      throw Refusal.invalid("body.until", "must lie ahead and after from, at most 366 days");
    }
    Notice notice =
        new Notice(
            UUID.randomUUID().toString(),
            new Label(text.getString("zh"), text.getString("en")),
            begins,
            until);
    return book.post(request.actor(), reach, code, notice)
        .compose(
            posted -> {
              Found.orRefuse(posted ? posted : null, noPlace(reach, code));
              changed.run();
              return found(request, notice.id()).map(Reply::created);
            });
  }

  private Future<Reply> withdraw(Request request) {
    String id = id(request);
    return book.withdraw(request.actor(), id)
        .compose(
            done -> {
              Found.orRefuse(done ? done : null, missing(id));
              changed.run();
              return found(request, id).map(Reply::ok);
            });
  }

  private Future<JsonObject> found(Request request, String id) {
    return book.notice(request.actor(), id).map(notice -> Found.orRefuse(notice, missing(id)));
  }

  private static String noPlace(Reach reach, @Nullable String code) {
    return reach == Reach.ALL
        ? "this token sees one office alone and cannot tell all"
        : "there is no " + reach.word() + " " + code;
  }

  private static String id(Request request) {
    return request.path("notice");
  }

  private static String missing(String id) {
    return "there is no notice " + id;
  }
}
