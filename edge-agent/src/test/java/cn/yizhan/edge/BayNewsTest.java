package cn.yizhan.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.protocol.message.StationEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BayNewsTest {
  private final List<String> written = new ArrayList<>();
  private final BayNews news = new BayNews(this::write);
  private boolean full;
  private int attempts;
  private double lost;
  private Promise<Void> slow = Promise.promise();
  private boolean waits;

  private Future<Void> write(List<StationEvent> events) {
    attempts++;
    if (waits) {
      return slow.future().onSuccess(done -> note(events));
    }
    if (full) {
      return Future.failedFuture(new IOException("no space left on device"));
    }
    note(events);
    return Future.succeededFuture();
  }

  private void note(List<StationEvent> events) {
    for (StationEvent event : events) {
      if (event.type().equals("journal.refused")) {
        lost += (Double) event.data().getOrDefault("events", 0.0);
      } else {
        written.add(event.id());
      }
    }
  }

  private static Moment at(long steady) {
    return new Moment(1_795_392_000_000L + steady, steady);
  }

  private void happens(int number, long steady) {
    Moment now = at(steady);
    news.tell(
        new StationEvent("e-" + number, "charge.session", now.wall(), "bay/1", null, Map.of()),
        now);
  }

  private static List<String> ids(int from, int to) {
    List<String> ids = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      ids.add("e-" + i);
    }
    return ids;
  }

  @Test
  void whatTheDiskTakesIsWrittenAtOnce() {
    happens(1, 0);
    happens(2, 1);
    assertEquals(ids(1, 2), written);
    news.tick(at(BayNews.AGAIN));
    assertEquals(2, attempts);
  }

  @Test
  void whatTheDiskRefusesIsToldAgainInOrder() {
    full = true;
    happens(1, 0);
    happens(2, 100);
    assertEquals(1, attempts, "the second waits behind the first");
    news.tick(at(BayNews.AGAIN - 1));
    assertEquals(1, attempts);
    news.tick(at(BayNews.AGAIN));
    assertEquals(2, attempts);
    full = false;
    happens(3, BayNews.AGAIN + 10);
    assertEquals(List.of(), written);
    news.tick(at(2 * BayNews.AGAIN));
    assertEquals(ids(1, 3), written);
    assertEquals(0, lost);
    happens(4, 2 * BayNews.AGAIN + 1);
    assertEquals(ids(1, 4), written);
  }

  @Test
  void ofMoreThanCanWaitTheOldestGoAndAreCounted() {
    full = true;
    for (int i = 1; i <= BayNews.MOST + 7; i++) {
      happens(i, i);
    }
    full = false;
    news.tick(at(BayNews.AGAIN + BayNews.MOST));
    assertEquals(ids(8, BayNews.MOST + 7), written);
    assertEquals(7, lost);
    news.tick(at(3 * BayNews.AGAIN));
    assertEquals(7, lost, "told once");
  }

  @Test
  void whatHappensWhileTheDiskIsSlowFollowsWithoutBeingToldTwice() {
    waits = true;
    happens(1, 0);
    happens(2, 1);
    for (int i = 3; i <= BayNews.MOST + 1; i++) {
      happens(i, i);
    }
    waits = false;
    slow.complete();
    assertEquals(ids(1, BayNews.MOST + 1), written);
    assertEquals(0, lost);
  }
}
