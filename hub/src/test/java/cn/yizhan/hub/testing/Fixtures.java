package cn.yizhan.hub.testing;

import cn.yizhan.hub.api.AlertWork;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Bodies of requests and the like that many tests need. */
public final class Fixtures {
  /** Knows no alert. */
  public static final AlertWork NO_ALERT_WORK =
      (actor, id, action, revision) -> Future.succeededFuture(new AlertWork.Outcome.Missing());

  private Fixtures() {}

  /** An office to be registered. */
  public static JsonObject office(String code) {
    return new JsonObject().put("code", code).put("name", "街道 " + code).put("demo", true);
  }

  /** A station to be registered, with an e-bike bay 1, a phone bay 2 and water. */
  public static JsonObject station(String code, String office) {
    return new JsonObject()
        .put("code", code)
        .put("name", "小哥驿站 " + code)
        .put("office", office)
        .put("kind", "full")
        .put("phone", "0537-0000000")
        .put("place", new JsonObject().put("lat", 35.41).put("lon", 116.59).put("crs", "gcj02"))
        .put(
            "bays",
            new JsonArray()
                .add(new JsonObject().put("number", 1).put("use", "e-bike"))
                .add(new JsonObject().put("number", 2).put("use", "phone")))
        .put(
            "items",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("code", "water")
                        .put("unit", "l")
                        .put("capacity", 40)
                        .put("minimum", 4.5)));
  }

  /** One member of every item of all pages of a list. */
  public static List<String> all(ApiClient client, String path, String member) {
    List<String> found = new ArrayList<>();
    String next = "";
    while (next != null) {
      String after = next.isEmpty() ? "" : (path.contains("?") ? "&" : "?") + "after=" + next;
      ApiClient.Answer page = client.get(path + after);
      if (page.status() != 200) {
        throw new AssertionError(page.raw().body());
      }
      for (Object item : page.json().getJsonArray("items")) {
        found.add(String.valueOf(((JsonObject) item).getValue(member)));
      }
      next = page.json().getString("next");
    }
    return found;
  }
}
