package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

@WithDatabase
class HubLeaseIT {
  private final TestDatabase db;
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);

  HubLeaseIT(TestDatabase db) {
    this.db = db;
  }

  private HubLease take(String name) {
    return Await.result(HubLease.take(db.vertx(), db.pool(), name, nanos::get));
  }

  @Test
  void aLeaseHoldsForFifteenSecondsUnlessRenewed() {
    HubLease lease = take("one");
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(14_999));
    Await.result(lease.check());
    Await.result(lease.renew());
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(14_999));
    Await.result(lease.check());
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
    Await.failure(lease.check());
    Await.result(lease.release());
  }

  @Test
  void aHubThatIsNotRegisteredAnyMoreCannotRenew() {
    HubLease lease = take("removed");
    db.rows("delete from hub where id = $1", lease.hub());
    Await.failure(lease.renew());
    nanos.addAndGet(HubLease.LENGTH.toNanos());
    Await.failure(lease.check());
    Await.result(lease.release());
  }

  @Test
  void eachStartIsAnotherHub() {
    HubLease first = take("same");
    HubLease second = take("same");
    assertNotEquals(first.hub(), second.hub());
    Await.result(first.release());
    Await.result(second.release());
  }

  @Test
  void aReleasedLeaseIsOverForEverybody() {
    HubLease lease = take("leaving");
    assertEquals(1, alive("leaving"));
    Await.result(lease.release());
    Await.failure(lease.check());
    assertEquals(0, alive("leaving"));
  }

  private long alive(String name) {
    return db.number("select count(*) from hub where name = $1 and alive_until > now()", name);
  }
}
