package cn.yizhan.hub.api;

import io.vertx.core.Future;
import java.util.function.Function;

/** Where routes say what answers the operations of the OpenAPI document. */
@FunctionalInterface
public interface Operations {
  /**
   * Answers an operation.
   *
   * @param operation its id in the document
   * @param answer what answers it; may throw or fail with a {@link Refusal}
   */
  void on(String operation, Function<Request, Future<Reply>> answer);
}
