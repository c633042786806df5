package cn.yizhan.hub.console;

import cn.yizhan.hub.api.Operations;
import cn.yizhan.hub.api.Refusal;
import cn.yizhan.hub.api.Reply;
import cn.yizhan.hub.api.Request;
import cn.yizhan.hub.api.Routes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** The operations of the API that belong to the page. */
public final class ConsoleRoutes implements Routes {
  private final Admission admission;
  private final LiveFeed feed;
  private final AlertSheets sheets;

  /**
   * @param admission makes links
   * @param feed makes overviews
   * @param sheets what people read of an alert
   */
  public ConsoleRoutes(Admission admission, LiveFeed feed, AlertSheets sheets) {
    this.admission = admission;
    this.feed = feed;
    this.sheets = sheets;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("getOverview", request -> feed.overview(request.actor()).map(Reply::ok));
    operations.on("createLoginLink", this::createLoginLink);
    operations.on("getAlertSheet", this::sheet);
  }

  private Future<Reply> sheet(Request request) {
    UUID id = UUID.fromString(request.path("alert"));
    return sheets
        .sheet(request.actor(), id)
        .map(
            sheet -> {
              if (sheet == null) {
                throw Refusal.notFound("there is no alert " + id);
              }
              return Reply.ok(OverviewJson.sheet(sheet));
            });
  }

  private Future<Reply> createLoginLink(Request request) {
    if (Admission.isPerson(request.actor())) {
      throw Refusal.forbidden("a link is made with a token, not within a session");
    }
    if (!Origin.here(request.actor().remote())) {
      throw Refusal.forbidden("links are made on the hub's own machine");
    }
    return admission
        .link(request.actor(), request.body().getString("name"))
        .map(
            link ->
                Reply.created(
                    new JsonObject()
                        .put("link", "/login?code=" + link.code().text())
                        .put("expires", OverviewJson.time(link.expires()))));
  }
}
