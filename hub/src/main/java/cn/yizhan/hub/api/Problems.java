package cn.yizhan.hub.api;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorErrorType;
import io.vertx.openapi.validation.ValidatorException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends every failed request with a problem document; what went wrong inside stays in the log. */
public final class Problems implements Handler<RoutingContext> {
  private static final Logger log = LoggerFactory.getLogger(Problems.class);
  private static final Pattern PARAMETER =
      Pattern.compile("(query|path|header|cookie) parameter ([A-Za-z0-9-]+)");
  private static final int RETRY_SECONDS = 5;

  @Override
  public void handle(RoutingContext context) {
    HttpServerResponse response = context.response();
    if (response.headWritten()) {
      context.request().connection().close();
      return;
    }
    Problem problem = problem(context.failure(), context.statusCode());
    if (problem.sort() == Problem.Sort.INTERNAL) {
      log.error(
          "{} {} failed", context.request().method(), context.normalizedPath(), context.failure());
    }
    send(response, problem);
  }

  /** Ends a response with a problem document. */
  public static void send(HttpServerResponse response, Problem problem) {
    if (problem.sort() == Problem.Sort.UNAVAILABLE) {
      response.putHeader("Retry-After", String.valueOf(RETRY_SECONDS));
    }
    if (problem.sort() == Problem.Sort.TOO_LARGE) {
      response.putHeader("Connection", "close");
    }
    response
        .setStatusCode(problem.sort().status())
        .putHeader("Content-Type", Problem.MEDIA_TYPE)
        .putHeader("Cache-Control", "no-store")
        .end(problem.json().toBuffer());
  }

  /** What the client is told of a failure. */
  static Problem problem(@Nullable Throwable failure, int status) {
    if (failure instanceof Refusal refusal) {
      return refusal.problem();
    }
    if (failure instanceof Unavailable unavailable) {
      return new Problem(Problem.Sort.UNAVAILABLE, unavailable.getMessage(), List.of());
    }
    if (failure instanceof SchemaValidationException schema) {
      return invalid(schema);
    }
    if (failure instanceof ValidatorException validator) {
      return invalid(validator);
    }
    if (failure instanceof HttpException http) {
      return http.getCause() instanceof ValidatorException cause
          ? problem(cause, http.getStatusCode())
          : Problem.of(Problem.Sort.ofStatus(http.getStatusCode()));
    }
    return Problem.of(Problem.Sort.ofStatus(failure == null || status >= 400 ? status : 500));
  }

  private static Problem invalid(ValidatorException failure) {
    String message = String.valueOf(failure.getMessage());
    String place = parameter(message);
    if (place == null && failure.type() == ValidatorErrorType.UNSUPPORTED_VALUE_FORMAT) {
      return Problem.of(Problem.Sort.MEDIA_TYPE, "the body must be application/json");
    }
    return switch (failure.type()) {
      case MISSING_REQUIRED_PARAMETER ->
          Problem.invalid(place == null ? "body" : place, "is required");
      case ILLEGAL_VALUE -> Problem.invalid(place == null ? "body" : place, "expected JSON");
      default -> Problem.invalid(place == null ? "body" : place, message);
    };
  }

  private static Problem invalid(SchemaValidationException failure) {
    String parameter = parameter(String.valueOf(failure.getMessage()));
    List<Fault> faults = new ArrayList<>();
    List<OutputUnit> errors = failure.getOutputUnit().getErrors();
    for (OutputUnit error : errors == null ? List.<OutputUnit>of() : errors) {
      String at = String.valueOf(error.getInstanceLocation());
      String place = parameter == null ? Places.inBody(at) : parameter;
      faults.add(new Fault(place, String.valueOf(error.getError())));
    }
    return new Problem(Problem.Sort.INVALID_REQUEST, null, Places.telling(faults));
  }

  private static @Nullable String parameter(String message) {
    Matcher matcher = PARAMETER.matcher(message);
    return matcher.find() ? matcher.group(1) + "." + matcher.group(2) : null;
  }
}
