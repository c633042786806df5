package cn.yizhan.hub.api;

import cn.yizhan.hub.api.SettingBook.Outcome;
import cn.yizhan.hub.api.SettingBook.Owner;
import cn.yizhan.hub.api.SettingBook.Wanted;
import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.config.ConfigCheck;
import cn.yizhan.protocol.config.ConfigFault;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Routes of deadbands and display texts. */
public final class SettingRoutes implements Routes {
  private final SettingBook book;
  private final Runnable changed;

  /**
   * @param book the settings
   * @param changed told after a change, so that connected stations are told at once
   */
  public SettingRoutes(SettingBook book, Runnable changed) {
    this.book = book;
    this.changed = changed;
  }

  @Override
  public void mount(Operations operations) {
    mount(operations, Owner.STATION, "Station");
    mount(operations, Owner.OFFICE, "Office");
  }

  private void mount(Operations operations, Owner owner, String name) {
    operations.on("get" + name + "Settings", request -> found(request, owner));
    operations.on("list" + name + "Settings", request -> history(request, owner));
    operations.on("put" + name + "Settings", request -> put(request, owner));
    operations.on("restore" + name + "Settings", request -> restore(request, owner));
  }

  private Future<Reply> history(Request request, Owner owner) {
    return book.history(request.actor(), owner, code(request, owner), request.page())
        .map(page -> Reply.page(Found.orRefuse(page, missing(request, owner))));
  }

  private Future<Reply> put(Request request, Owner owner) {
    Wanted wanted = wanted(request.body());
    List<ConfigFault> faults = new ArrayList<>(ConfigCheck.deadbands(wanted.deadbands()));
    faults.addAll(ConfigCheck.texts(wanted.texts()));
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults, "body.");
    }
    return book.put(request.actor(), owner, code(request, owner), wanted, version(request))
        .compose(outcome -> answer(request, owner, outcome));
  }

  private Future<Reply> restore(Request request, Owner owner) {
    int version = request.body().getInteger("version");
    return book.restore(request.actor(), owner, code(request, owner), version, version(request))
        .compose(outcome -> answer(request, owner, outcome));
  }

  private Future<Reply> answer(Request request, Owner owner, Outcome outcome) {
    return switch (outcome) {
      case DONE -> {
        changed.run();
        yield found(request, owner);
      }
      case MISSING -> Future.failedFuture(Refusal.notFound(missing(request, owner)));
      case NO_VERSION ->
          Future.failedFuture(Refusal.invalid("body.version", "there is no such version"));
      case STALE -> Future.failedFuture(new Refusal(Problem.of(Problem.Sort.STALE)));
    };
  }

  private Future<Reply> found(Request request, Owner owner) {
    return book.setting(request.actor(), owner, code(request, owner))
        .map(
            setting -> {
              JsonObject found = Found.orRefuse(setting, missing(request, owner));
              return Reply.ok(found).with("ETag", "\"" + found.getInteger("version") + "\"");
            });
  }

  private static Wanted wanted(JsonObject body) {
    Map<String, Double> deadbands = new HashMap<>();
    JsonObject given = body.getJsonObject("deadbands", new JsonObject());
    given.fieldNames().forEach(name -> deadbands.put(name, given.getDouble(name)));
    Map<String, Label> texts = new HashMap<>();
    JsonObject labels = body.getJsonObject("texts", new JsonObject());
    for (String name : labels.fieldNames()) {
      JsonObject label = labels.getJsonObject(name);
      texts.put(name, new Label(label.getString("zh"), label.getString("en")));
    }
    return new Wanted(deadbands, texts, body.getString("reason"));
  }

  private static String code(Request request, Owner owner) {
    return request.path(owner.name().toLowerCase(Locale.ROOT));
  }

  private static String missing(Request request, Owner owner) {
    String code = code(request, owner);
    return owner == Owner.STATION ? StationRoutes.missing(code) : "there is no office " + code;
  }

  private static @Nullable Integer version(Request request) {
    return AlertRoutes.revision(request.header("If-Match"));
  }
}
