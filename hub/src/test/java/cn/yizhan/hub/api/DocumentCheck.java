package cn.yizhan.hub.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.testing.ApiClient.Answer;
import cn.yizhan.hub.testing.Await;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.util.HashMap;
import java.util.Map;

/** Holds answers against the OpenAPI document. */
final class DocumentCheck {
  private final ResponseValidator validator;
  private final OpenAPIContract contract;

  DocumentCheck(Vertx vertx) {
    this.contract = Await.result(ApiDocument.load().contract(vertx));
    this.validator = ResponseValidator.create(vertx, contract);
  }

  /** The document. */
  OpenAPIContract contract() {
    return contract;
  }

  /** A success whose body is as the document says. */
  void answers(String operation, Answer answer) {
    assertTrue(answer.status() < 300, operation + ": " + answer.raw().body());
    Map<String, String> headers = new HashMap<>();
    answer.raw().headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
    Await.result(
        validator.validate(
            ValidatableResponse.create(
                answer.status(), headers, Buffer.buffer(answer.raw().body()), "application/json"),
            operation));
  }

  /** A problem document of that status and sort. */
  static void problem(int status, String sort, Answer answer) {
    assertEquals(status, answer.status(), answer.raw().body());
    assertEquals(Problem.MEDIA_TYPE, answer.header("content-type"));
    assertEquals(status, answer.json().getInteger("status"));
    assertEquals("urn:yizhan:problem:" + sort, answer.json().getString("type"));
  }

  /** A refusal of a request, with the place of its only fault. */
  static void fault(String place, Answer answer) {
    problem(400, "invalid-request", answer);
    assertEquals(
        place,
        answer.json().getJsonArray("errors").getJsonObject(0).getString("place"),
        answer.raw().body());
  }
}
