package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Permission;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Path;
import io.vertx.openapi.validation.ValidatableRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The routes of the OpenAPI document: each is permitted, checked and answered as it says. */
public final class Api {
  private static final String PERMISSION = "x-permission";
  private static final String NO_PERMISSION = "none";
  private static final String STREAM = "x-stream";
  private static final RequestExtractor EXTRACTOR = RequestExtractor.withBodyHandler();

  private Api() {}

  /**
   * Mounts the document's operations on the hub's router.
   *
   * @param routes what answers them
   * @return fails when an operation has no answer, or an answer no operation
   */
  public static Future<Void> mount(Vertx vertx, HttpEntry entry, List<Routes> routes) {
    Map<String, Function<Request, Future<Reply>>> answers = new HashMap<>();
    routes.forEach(
        some ->
            some.mount(
                (operation, answer) -> {
                  if (answers.put(operation, answer) != null) {
                    throw new IllegalStateException(operation + " is answered twice");
                  }
                }));
    return ApiDocument.load()
        .contract(vertx)
        .map(
            contract -> {
              entry
                  .router()
                  .route("/api/v1/*")
                  .subRouter(router(vertx, contract, Map.copyOf(answers)));
              return null;
            });
  }

  private static Router router(
      Vertx vertx, OpenAPIContract contract, Map<String, Function<Request, Future<Reply>>> given) {
    Map<String, Function<Request, Future<Reply>>> answers = new HashMap<>(given);
    RouterBuilder builder = RouterBuilder.create(vertx, contract, Api::extract);
    for (OpenAPIRoute route : builder.getRoutes()) {
      Operation operation = route.getOperation();
      Permission permission = permission(operation);
      route.setDoSecurity(false);
      if (permission == null) {
        // Open operations are served before authentication.
        route.addHandler(RoutingContext::next);
        continue;
      }
      if (operation.getOpenAPIModel().getBoolean(STREAM, false)) {
        // It has no single answer: a handler behind this router goes on with it.
        route.addHandler(
            context -> {
              permit(context, permission);
              context.next();
            });
        continue;
      }
      Function<Request, Future<Reply>> answer = answers.remove(operation.getOperationId());
      if (answer == null) {
        throw new IllegalStateException(operation.getOperationId() + " has no answer");
      }
      Set<String> query = queryNames(operation);
      route.addHandler(
          context -> {
            permit(context, permission);
            refuseUnknownParameters(context, query);
            answer
                .apply(new Request(context))
                .onSuccess(reply -> reply.send(context.response()))
                .onFailure(context::fail);
          });
    }
    if (!answers.isEmpty()) {
      throw new IllegalStateException("not in the document: " + answers.keySet());
    }
    Router router = builder.createRouter();
    contract.getPaths().forEach(path -> refuseOtherMethods(router, path));
    return router;
  }

  /** An empty parameter of the query, as in a form not filled in, is one that was not given. */
  private static Future<ValidatableRequest> extract(RoutingContext context, Operation operation) {
    MultiMap given = context.request().params();
    for (String name : queryNames(operation)) {
      if (given.getAll(name).stream().allMatch(String::isEmpty)) {
        given.remove(name);
      }
    }
    return EXTRACTOR.extractValidatableRequest(context, operation);
  }

  private static void refuseOtherMethods(Router router, Path path) {
    String allowed =
        path.getOperations().stream()
            .map(operation -> operation.getHttpMethod().name())
            .collect(Collectors.joining(", "));
    router
        .route(path.getName().replaceAll("\\{(\\w+)}", ":$1"))
        .handler(
            context -> {
              HttpMethod method = context.request().method();
              if (path.getOperations().stream()
                  .anyMatch(some -> some.getHttpMethod().equals(method))) {
                context.next();
              } else {
                context.response().putHeader("Allow", allowed);
                throw new Refusal(Problem.of(Problem.Sort.METHOD_NOT_ALLOWED));
              }
            });
  }

  private static void permit(RoutingContext context, Permission permission) {
    if (!Authentication.actor(context).may(permission)) {
      throw new Refusal(Problem.of(Problem.Sort.FORBIDDEN));
    }
  }

  private static void refuseUnknownParameters(RoutingContext context, Set<String> known) {
    for (Map.Entry<String, String> given : context.queryParams()) {
      if (!known.contains(given.getKey())) {
        throw Refusal.invalid("query." + given.getKey(), "is not a parameter of this operation");
      }
    }
  }

  private static Set<String> queryNames(Operation operation) {
    return operation.getParameters().stream()
        .filter(parameter -> parameter.getIn() == Location.QUERY)
        .map(parameter -> parameter.getName())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static @Nullable Permission permission(Operation operation) {
    String word = String.valueOf(operation.getOpenAPIModel().getString(PERMISSION));
    return word.equals(NO_PERMISSION) ? null : Permission.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
