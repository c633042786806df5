package cn.yizhan.hub.notify;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.storage.PgEndpoints;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithDatabase
class EndpointsIT {
  private static final String URL = "https://hooks.example.cn/alerts";

  @TempDir Path folder;
  private Outgoing out;
  private PgEndpoints endpoints;
  private Actor otherOffice;

  @BeforeEach
  void open(TestDatabase db) throws IOException {
    out = new Outgoing(db, folder.resolve("pepper"));
    endpoints = out.endpoints();
    db.rows("insert into office (code, name) values ('zhenhua', '振华街道')");
    int other = (int) db.number("select id from office where code = 'zhenhua'");
    otherOffice = new Actor("other", Role.DISTRICT_MANAGER, other);
  }

  @Test
  void theSecretIsShownOnceAndLiesEncryptedInTheDatabase(TestDatabase db) {
    Endpoints.Registered one = out.endpoint(URL);
    Endpoints.Registered two = out.endpoint(URL);

    assertTrue(one.secret().text().startsWith("whsec_"));
    assertNotEquals(one.secret(), two.secret());
    Row row = db.rows("select secret from endpoint where id = $1", one.entry().id()).get(0);
    String stored = new String(row.getBuffer(0).getBytes(), StandardCharsets.ISO_8859_1);
    assertTrue(!stored.contains(one.secret().text().substring(6, 20)), "stored in clear");
  }

  @Test
  void registeringDisablingAndTestingAreAudited(TestDatabase db) {
    UUID id = out.endpoint(URL).entry().id();
    Await.result(endpoints.sendTest(Outgoing.SOMEBODY, id));
    Await.result(endpoints.disable(Outgoing.SOMEBODY, id, "moved"));

    List<String> actions =
        db.rows("select action from audit where target = $1 order by id", "endpoint/" + id).stream()
            .map(row -> row.getString(0))
            .toList();
    assertEquals(List.of("endpoint.register", "endpoint.test", "endpoint.disable"), actions);
  }

  @Test
  void whatBelongsToAnotherOfficeIsNotThere() {
    UUID id = out.endpoint(URL).entry().id();

    assertNull(Await.result(endpoints.register(otherOffice, Outgoing.OFFICE, URL)));
    assertEquals(List.of(), Await.result(endpoints.list(otherOffice, Outgoing.OFFICE)));
    assertNull(Await.result(endpoints.disable(otherOffice, id, "mine")));
    assertNull(Await.result(endpoints.sendTest(otherOffice, id)));
    assertEquals(1, Await.result(endpoints.list(Outgoing.SOMEBODY, Outgoing.OFFICE)).size());
  }

  @Test
  void aUrlNothingCouldBeSentToIsRefusedWithItsReason() {
    for (String url :
        List.of(
            "ftp://example.cn/", "https://10.0.0.1/", "http://192.168.1.1/", "https://[::1]/")) {
      assertInstanceOf(
          IllegalArgumentException.class,
          Await.failure(endpoints.register(Outgoing.SOMEBODY, Outgoing.OFFICE, url)),
          url);
    }
  }

  @Test
  void aTestNotificationSaysThatItIsOne(TestDatabase db) {
    UUID id = out.endpoint(URL).entry().id();

    String notification = requireNonNull(Await.result(endpoints.sendTest(Outgoing.SOMEBODY, id)));

    assertEquals("due", out.state(notification));
    JsonObject body =
        new JsonObject(
            db.rows("select body from outbox where id = $1", notification).get(0).getString(0));
    assertEquals("endpoint.test", body.getString("type"));
    assertEquals(true, body.getJsonObject("data").getBoolean("test"));
    String text = body.getJsonObject("data").getJsonObject("text").getString("zh");
    assertTrue(text.startsWith("【测试】水泊寺街道"), text);
    assertTrue(body.getString("timestamp").endsWith("+08:00"), body.getString("timestamp"));
  }

  @Test
  void disablingEndsWhatWaitsAndKeepsItsFirstReason() {
    UUID id = out.endpoint(URL).entry().id();
    String waiting = requireNonNull(Await.result(endpoints.sendTest(Outgoing.SOMEBODY, id)));

    Await.result(endpoints.disable(Outgoing.SOMEBODY, id, "moved"));
    Endpoints.Entry entry =
        requireNonNull(Await.result(endpoints.disable(Outgoing.SOMEBODY, id, "again")));

    assertEquals("moved", entry.disabledReason());
    assertEquals("failed", out.state(waiting));
    assertNull(Await.result(endpoints.sendTest(Outgoing.SOMEBODY, id)));
  }
}
