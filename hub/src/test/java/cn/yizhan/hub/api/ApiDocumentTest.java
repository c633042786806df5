package cn.yizhan.hub.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Permission;
import cn.yizhan.hub.testing.Await;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.OpenAPIVersion;
import io.vertx.openapi.contract.Operation;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ApiDocumentTest {
  @Test
  void theDocumentIsAValidContractOfVersion31(Vertx vertx) {
    OpenAPIContract contract = Await.result(ApiDocument.load().contract(vertx));
    assertEquals(OpenAPIVersion.V3_1, contract.getVersion());
  }

  @Test
  void everyOperationNamesItsPermission(Vertx vertx) {
    Set<String> words =
        Arrays.stream(Permission.values())
            .map(permission -> permission.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    for (Operation operation : Await.result(ApiDocument.load().contract(vertx)).operations()) {
      String word = operation.getOpenAPIModel().getString("x-permission");
      boolean open = operation.getOperationId().equals("getDocument");
      assertTrue(open ? word.equals("none") : words.contains(word), operation.getOperationId());
    }
  }

  @Test
  void everyOperationAnswersErrorsWithAProblemDocument() {
    JsonObject paths = ApiDocument.load().json().getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      for (String method : paths.getJsonObject(path).fieldNames()) {
        JsonObject responses =
            paths.getJsonObject(path).getJsonObject(method).getJsonObject("responses");
        assertEquals(
            "#/components/responses/Problem",
            responses.getJsonObject("default").getString("$ref"),
            method + " " + path);
      }
    }
  }

  @Test
  void everyObjectInARequestRefusesUnknownMembers() {
    JsonObject schemas =
        ApiDocument.load().json().getJsonObject("components").getJsonObject("schemas");
    for (String name : schemas.fieldNames()) {
      if (name.startsWith("New") || name.equals("Rotation")) {
        assertNotNull(schemas.getJsonObject(name).getValue("additionalProperties"), name);
      }
    }
  }
}
