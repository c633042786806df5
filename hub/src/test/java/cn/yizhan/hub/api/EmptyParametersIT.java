package cn.yizhan.hub.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.testing.ApiClient;
import cn.yizhan.hub.testing.ApiClient.Answer;
import cn.yizhan.hub.testing.Fixtures;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestWeb;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.http.HttpMethod;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses as people copy them, their parameters named and left empty. */
@WithDatabase
class EmptyParametersIT {
  private final DocumentCheck document;
  private final TestWeb web;
  private final ApiClient admin;

  EmptyParametersIT(TestDatabase database, @TempDir Path directory) throws IOException {
    database.clear();
    this.document = new DocumentCheck(database.vertx());
    this.web = new TestWeb(database, directory, Fixtures.NO_ALERT_WORK);
    this.admin = web.client(Role.SYSTEM_ADMIN, null);
    admin.post("/offices", Fixtures.office("office-a"));
    admin.post("/stations", Fixtures.station("pc-001", "office-a"));
    StationRows.fill(database, "pc-001");
  }

  @AfterEach
  void close() {
    web.close();
  }

  @Test
  void everyListAnswersAsIfItsEmptyParametersWereNotGiven() {
    int lists = 0;
    for (Operation operation : document.contract().operations()) {
      String query =
          operation.getParameters().stream()
              .filter(parameter -> parameter.getIn() == Location.QUERY)
              .map(parameter -> parameter.getName() + "=")
              .collect(Collectors.joining("&"));
      if (operation.getHttpMethod().equals(HttpMethod.GET) && !query.isEmpty()) {
        lists++;
        String path =
            operation
                .getOpenAPIPath()
                .replace("{office}", "office-a")
                .replace("{station}", "pc-001")
                .replace("{item}", "water")
                .replace("{delivery}", "msg_pc-001");
        Answer empty = admin.get(path + "?" + query);
        document.answers(operation.getOperationId(), empty);
        assertEquals(admin.get(path).json(), empty.json(), path);
      }
    }
    assertTrue(lists >= 12, lists + " lists");
  }

  @Test
  void whatIsNotEmptyIsStillChecked() {
    DocumentCheck.fault("query.work", admin.get("/alerts?station=&rule=&condition=&work=done"));
    DocumentCheck.fault("query.works", admin.get("/alerts?works="));
    assertEquals(
        1,
        admin
            .get("/alerts?station=pc-001&rule=&condition=&work=")
            .json()
            .getJsonArray("items")
            .size());
  }
}
