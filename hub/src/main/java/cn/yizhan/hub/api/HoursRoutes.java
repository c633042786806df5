package cn.yizhan.hub.api;

import cn.yizhan.hub.hours.HoursJson;
import cn.yizhan.hub.hours.OpeningHours;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Routes of opening hours. */
public final class HoursRoutes implements Routes {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final HoursBook book;

  /**
   * @param book the hours
   */
  public HoursRoutes(HoursBook book) {
    this.book = book;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("getOpeningHours", this::found);
    operations.on("putOpeningHours", this::put);
    operations.on("deleteOpeningHours", request -> replace(request, null));
  }

  private Future<Reply> put(Request request) {
    HoursJson.Read read = HoursJson.read(json(request.body()));
    if (read.hours() == null) {
      throw Refusal.invalid(read.faults(), "body.");
    }
    return replace(request, read.hours());
  }

  private Future<Reply> replace(Request request, @Nullable OpeningHours hours) {
    Integer expected = AlertRoutes.revision(request.header("If-Match"));
    String station = request.path("station");
    return book.replace(request.actor(), station, hours, expected)
        .compose(outcome -> outcome.answer(() -> found(request), StationRoutes.missing(station)));
  }

  private Future<Reply> found(Request request) {
    String station = request.path("station");
    return book.hours(request.actor(), station)
        .map(
            hours -> {
              JsonObject found = Found.orRefuse(hours, StationRoutes.missing(station));
              return Reply.ok(found).with("ETag", "\"" + found.getInteger("version") + "\"");
            });
  }

  private static JsonNode json(JsonObject body) {
    try {
      return MAPPER.readTree(body.encode());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
