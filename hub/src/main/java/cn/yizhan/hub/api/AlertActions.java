package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Permission;
import cn.yizhan.hub.alerts.Action;
import cn.yizhan.hub.alerts.Cause;
import cn.yizhan.hub.alerts.Handling;
import cn.yizhan.hub.alerts.Work;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Routes by which people drive an alert. */
final class AlertActions {
  /** What needs no ETag: it adds and overwrites nothing. */
  private static final Set<String> ADDS = Set.of("acknowledge", "note", "call-back");

  private static final Set<String> DIRECTED = Set.of("assign", "close", "reopen", "reference");

  private final AlertWork work;
  private final BiFunction<Request, UUID, Future<Reply>> shown;

  /**
   * @param work does it
   * @param shown the alert as it is afterwards
   */
  AlertActions(AlertWork work, BiFunction<Request, UUID, Future<Reply>> shown) {
    this.work = work;
    this.shown = shown;
  }

  void mount(Operations operations) {
    on(operations, "acknowledgeAlert", body -> new Action.Acknowledge());
    on(
        operations,
        "assignAlert",
        body -> new Action.Assign(body.getString("to").strip(), text(body)));
    on(operations, "startAlert", body -> new Action.Start());
    on(operations, "noteAlert", body -> new Action.Note(text(body)));
    on(operations, "fixAlert", body -> new Action.Fixed(text(body)));
    on(operations, "closeAlert", body -> new Action.Close(cause(body), text(body)));
    on(operations, "recheckAlert", AlertActions::recheck);
    on(
        operations,
        "callBackAlert",
        body -> new Action.CallBack(body.getString("way").equals("visit"), text(body)));
    on(operations, "reopenAlert", body -> new Action.Reopen(text(body)));
    on(operations, "referAlert", body -> new Action.Reference(body.getString("externalRef")));
  }

  /** The words of what that actor may do about the alert as it is shown. */
  static List<String> possible(Actor actor, JsonObject alert) {
    Rule rule = RuleCatalogue.standard().rule(alert.getString("rule"));
    boolean needsRecheck = Handling.needsRecheck(rule, alert.getBoolean("retrospective"));
    return Handling.possible(Work.of(alert.getString("work")), needsRecheck).stream()
        .filter(word -> actor.may(permission(word)))
        .toList();
  }

  /** Whether the recheck that closes the alert as it is shown needs a photo. */
  static boolean photoNeeded(JsonObject alert) {
    return Handling.needsPhoto(
        RuleCatalogue.standard().rule(alert.getString("rule")), alert.getBoolean("retrospective"));
  }

  private static Permission permission(String word) {
    return DIRECTED.contains(word) ? Permission.DIRECT : Permission.ACKNOWLEDGE;
  }

  private void on(Operations operations, String operation, Function<JsonObject, Action> action) {
    operations.on(operation, request -> handle(request, action.apply(request.body())));
  }

  private Future<Reply> handle(Request request, Action action) {
    UUID id = UUID.fromString(request.path("alert"));
    String ifMatch = request.header("If-Match");
    if (ifMatch == null && !ADDS.contains(action.word())) {
      return Future.failedFuture(new Refusal(Problem.of(Problem.Sort.REVISION_NEEDED)));
    }
    return work.handle(request.actor(), id, action, AlertRoutes.revision(ifMatch))
        .compose(outcome -> answer(request, id, outcome));
  }

  private Future<Reply> answer(Request request, UUID id, AlertWork.Outcome outcome) {
    if (outcome instanceof AlertWork.Outcome.Missing) {
      return Future.failedFuture(Refusal.notFound("there is no alert " + id));
    }
    if (outcome instanceof AlertWork.Outcome.Stale) {
      return Future.failedFuture(new Refusal(Problem.of(Problem.Sort.STALE)));
    }
    if (outcome instanceof AlertWork.Outcome.Refused refused) {
      return Future.failedFuture(
          new Refusal(
              Problem.of(Problem.Sort.CONFLICT, refused.why().en() + " / " + refused.why().zh())));
    }
    return shown.apply(request, id);
  }

  private static Action recheck(JsonObject body) {
    Action.Result result = Action.Result.of(body.getString("result"));
    if (result == null) {
      throw Refusal.invalid("body.result", "there is no such result");
    }
    boolean fixed = result == Action.Result.FIXED;
    if (fixed && body.getString("cause") == null) {
      throw Refusal.invalid("body.cause", "is needed when it is fixed");
    }
    Cause cause = fixed ? cause(body) : Cause.FALSE_ALARM;
    return new Action.Recheck(
        result,
        cause,
        text(body),
        strings(body.getJsonArray("evidence", new JsonArray())),
        withoutPhoto(body));
  }

  private static String withoutPhoto(JsonObject body) {
    String why = body.getString("withoutPhoto", "").strip();
    int length = why.codePointCount(0, why.length());
    if (body.containsKey("withoutPhoto") && length < Action.Recheck.LEAST_REASON) {
      throw Refusal.invalid(
          "body.withoutPhoto", "has at least " + Action.Recheck.LEAST_REASON + " characters");
    }
    return why;
  }

  private static List<String> strings(JsonArray array) {
    return IntStream.range(0, array.size()).mapToObj(array::getString).toList();
  }

  private static Cause cause(JsonObject body) {
    Cause cause = Cause.of(body.getString("cause"));
    if (cause == null || cause == Cause.RECOVERED || cause == Cause.TEST) {
      throw Refusal.invalid("body.cause", "is no cause that people give");
    }
    if (cause == Cause.OTHER && text(body).isEmpty()) {
      throw Refusal.invalid("body.text", "is needed with the cause other");
    }
    return cause;
  }

  private static String text(JsonObject body) {
    @Nullable String text = body.getString("text");
    return text == null ? "" : text.strip();
  }
}
