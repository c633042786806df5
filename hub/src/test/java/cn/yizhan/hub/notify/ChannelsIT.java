package cn.yizhan.hub.notify;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.notify.channel.BadSettings;
import cn.yizhan.hub.notify.channel.Kind;
import cn.yizhan.hub.storage.PgEndpoints;
import cn.yizhan.hub.storage.PgOutbox;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is set about endpoints of all kinds, in the database and on the way out of it. */
@WithDatabase
class ChannelsIT {
  private static final String DINGTALK =
      "{'kind':'dingtalk','url':'https://oapi.dingtalk.com/robot/send?access_token=tok3n','name':'值班群',"
          + "'minSeverity':'major','language':'en','settings':{'secret':'SECs3cret',"
          + "'mobiles':['13800000001']},'proxy':{'address':'127.0.0.1:1','user':'u',"
          + "'password':'pr0xy'}}";

  @TempDir Path folder;
  private Outgoing out;
  private PgEndpoints endpoints;

  @BeforeEach
  void open(TestDatabase db) throws IOException {
    out = new Outgoing(db, folder.resolve("pepper"));
    endpoints = out.endpoints();
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) JsonMapper.builder().build().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private Endpoints.Added register(String sheet) {
    return requireNonNull(
        Await.result(endpoints.register(Outgoing.SOMEBODY, Outgoing.OFFICE, json(sheet))));
  }

  private Notification claimed(UUID endpoint) {
    out.queue(endpoint, out.alert("critical"), "{}");
    List<Notification> claimed = Await.result(out.outbox.claim(10, 10));
    out.db.rows("update outbox set state = 'delivered'");
    out.db.rows("update robot set sent = '{}'");
    return claimed.get(0);
  }

  @Test
  void nothingSecretOfARobotLiesOpenInTheDatabaseOrIsShown(TestDatabase db) {
    Endpoints.Added added = register(DINGTALK);

    assertNull(added.secret());
    String stored =
        db.rows(
                "select e::text || coalesce((select string_agg(r::text, '') from robot r), '')"
                    + " || coalesce((select string_agg(a::text, '') from audit a), '') from endpoint e")
            .get(0)
            .getString(0);
    String bytes =
        new String(
            db.rows("select sealed from endpoint").get(0).getBuffer(0).getBytes(),
            StandardCharsets.ISO_8859_1);
    String shown =
        Await.result(endpoints.list(Outgoing.SOMEBODY, Outgoing.OFFICE)).get(0).toString();
    for (String secret : List.of("tok3n", "s3cret", "pr0xy")) {
      assertFalse(stored.contains(secret), stored);
      assertFalse(bytes.contains(secret));
      assertFalse(shown.contains(secret), shown);
    }
    assertEquals("https://oapi.dingtalk.com/robot/send?access_token=***", added.entry().url());
    assertTrue(shown.contains("值班群"), shown);
  }

  @Test
  void whatIsClaimedHasEverythingThatIsNeededToSend() {
    Notification claimed = claimed(register(DINGTALK).entry().id());

    assertEquals("https://oapi.dingtalk.com/robot/send?access_token=tok3n", claimed.url());
    assertEquals(Kind.DINGTALK, claimed.target().kind());
    assertEquals("127.0.0.1:1", requireNonNull(claimed.target().proxy()).address());
    assertEquals("pr0xy", claimed.target().proxy().password());
    assertEquals(cn.yizhan.hub.notify.channel.Language.EN, claimed.target().language());
  }

  @Test
  void aChangeKeepsTheSecretsThatItDoesNotName() {
    UUID id = register(DINGTALK).entry().id();

    Endpoints.Entry entry =
        requireNonNull(
            Await.result(
                endpoints.change(
                    Outgoing.SOMEBODY, id, json("{'name':'新群','proxy':null,'language':'zh'}"))));

    assertEquals("新群", entry.shown().path("name").asText());
    assertEquals("***", entry.shown().path("settings").path("secret").asText());
    Notification claimed = claimed(id);
    assertEquals("https://oapi.dingtalk.com/robot/send?access_token=tok3n", claimed.url());
    assertNull(claimed.target().proxy());
  }

  @Test
  void aChangeThatCannotBeChangesNothing(TestDatabase db) {
    UUID id = register(DINGTALK).entry().id();

    for (String patch :
        List.of("{'kind':'wecom'}", "{'minSeverity':'grave'}", "{'url':'https://10.0.0.1/'}")) {
      assertInstanceOf(
          BadSettings.class,
          Await.failure(endpoints.change(Outgoing.SOMEBODY, id, json(patch))),
          patch);
    }

    assertEquals(1, db.number("select count(*) from audit"));
    assertEquals("值班群", db.rows("select name from endpoint where id = $1", id).get(0).getString(0));
  }

  @Test
  void theAuditLogNamesWhatWasChangedAndNoSecret(TestDatabase db) {
    UUID id = register(DINGTALK).entry().id();
    Await.result(
        endpoints.change(Outgoing.SOMEBODY, id, json("{'settings':{'secret':'SECnew1'}}")));

    JsonObject data =
        db.rows("select data from audit where action = 'endpoint.change'").get(0).getJsonObject(0);
    assertEquals("[\"settings\"]", data.getJsonArray("changed").encode());
    assertFalse(data.encode().contains("new1"), data.encode());
  }

  @Test
  void anEndpointOfAnotherOfficeIsNotThere(TestDatabase db) {
    UUID id = register(DINGTALK).entry().id();
    int other = (int) db.number("insert into office (code, name) values ('zh', '振华') returning id");
    Actor actor = new Actor("other", Role.DISTRICT_MANAGER, other);

    assertNull(Await.result(endpoints.find(actor, id)));
    assertNull(Await.result(endpoints.change(actor, id, json("{'name':'mine'}"))));
    assertNull(Await.result(endpoints.enable(actor, id)));
    assertNull(Await.result(endpoints.rotate(actor, id, 1)));
    assertNull(Await.result(endpoints.register(actor, Outgoing.OFFICE, json(DINGTALK))));
  }

  @Test
  void whatWasDisabledIsSentToAgainFromNowOn() {
    UUID id = register("{'kind':'alertmanager','url':'https://am.example.cn/'}").entry().id();
    String before = out.queue(id, out.alert("major"), "{}");
    Await.result(endpoints.disable(Outgoing.SOMEBODY, id, "moved"));

    assertTrue(requireNonNull(Await.result(endpoints.enable(Outgoing.SOMEBODY, id))).enabled());

    assertEquals("failed", out.state(before));
    String after = out.queue(id, out.alert("major"), "{}");
    assertEquals(after, Await.result(out.outbox.claim(10, 10)).get(0).id());
  }

  @Test
  void afterARotationBothSecretsSignUntilTheFormerOneIsOver(TestDatabase db) {
    Endpoints.Registered first = out.endpoint("https://hooks.example.cn/");
    UUID id = first.entry().id();

    Endpoints.Registered second =
        requireNonNull(Await.result(endpoints.rotate(Outgoing.SOMEBODY, id, 24)));

    assertEquals(List.of(second.secret(), first.secret()), claimed(id).secrets());
    assertEquals(
        1,
        db.number(
            "select count(*) from endpoint where both_until between now() + interval '23 hours'"
                + " and now() + interval '24 hours'"));
    db.rows("update endpoint set both_until = now() - interval '1 second'");
    assertEquals(List.of(second.secret()), claimed(id).secrets());
    assertNull(requireNonNull(Await.result(endpoints.find(Outgoing.SOMEBODY, id))).bothUntil());
  }

  @Test
  void aRotationMayEndTheFormerSecretAtOnce() {
    UUID id = out.endpoint("https://hooks.example.cn/").entry().id();
    Await.result(endpoints.rotate(Outgoing.SOMEBODY, id, 24));

    Endpoints.Registered last =
        requireNonNull(Await.result(endpoints.rotate(Outgoing.SOMEBODY, id, 0)));

    assertEquals(List.of(last.secret()), claimed(id).secrets());
    UUID robot = register(DINGTALK).entry().id();
    assertNull(Await.result(endpoints.rotate(Outgoing.SOMEBODY, robot, 24)));
  }

  @Test
  void withoutTheRightPepperNothingIsSentToARobot(TestDatabase db) throws IOException {
    UUID id = register(DINGTALK).entry().id();
    out.queue(id, out.alert("major"), "{}");
    PgOutbox other = new PgOutbox(db.pool(), Peppers.open(folder.resolve("another")));

    Notification claimed = Await.result(other.claim(1, 4)).get(0);
    HttpPostman postman = out.postman();
    Outcome outcome = Await.result(postman.deliver(claimed)).outcome();
    Await.result(postman.close());

    assertEquals("the endpoint's secret cannot be opened", outcome.detail());
  }
}
