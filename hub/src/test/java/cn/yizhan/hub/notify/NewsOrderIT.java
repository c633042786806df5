package cn.yizhan.hub.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.storage.PgReplays;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** News of one station arrives in its order, behind alerts, and needs no alert to be delivered. */
@WithDatabase
class NewsOrderIT {
  @TempDir Path folder;
  private TestDatabase db;
  private Outgoing out;
  private UUID endpoint;
  private int queued;

  @BeforeEach
  void open(TestDatabase database) throws IOException {
    db = database;
    out = new Outgoing(db, folder.resolve("pepper"), "127.0.0.0/8");
    endpoint = out.endpoint("http://127.0.0.1:9/").entry().id();
  }

  private String news(String station, String type) {
    String id = "msg_news" + ++queued;
    db.rows(
        "insert into outbox (id, endpoint, subject, type, body) values ($1, $2, $3, $4, '{}')",
        id,
        endpoint,
        "station/" + station,
        type);
    return id;
  }

  private List<String> claim(int limit) {
    return Await.result(out.outbox.claim(limit, limit)).stream().map(Notification::id).toList();
  }

  private void end(String id, String state) {
    db.rows("update outbox set state = $2, lease = null where id = $1", id, state);
  }

  @Test
  void whatComesLaterOfAStationWaitsForWhatCameBeforeAndThatOfAnotherDoesNot() {
    String offline = news("pc-001", "station.offline");
    String online = news("pc-001", "station.online");
    String other = news("pc-002", "restock.requested");

    assertEquals(List.of(offline, other), claim(10).stream().sorted().toList());
    assertEquals(List.of(), claim(10));
    end(offline, "delivered");
    assertEquals(List.of(online), claim(10));
  }

  @Test
  void whatWasGivenUpHoldsNothingBackAndIsSentAgain() {
    String offline = news("pc-001", "station.offline");
    String online = news("pc-001", "station.online");
    end(offline, "failed");

    assertEquals(List.of(online), claim(10));
    end(online, "delivered");
    assertEquals(
        Replays.Outcome.QUEUED,
        Await.result(new PgReplays(db.pool()).one(Outgoing.SOMEBODY, offline)));
    assertEquals(List.of(offline), claim(10));
  }

  @Test
  void anAlertGoesBeforeNewsThatWaitsLonger() {
    for (int i = 0; i < 20; i++) {
      news("pc-" + i, "station.offline");
    }
    String alert = out.queue(endpoint, out.alert("minor"), "{}");

    assertEquals(List.of(alert), claim(1));
  }
}
