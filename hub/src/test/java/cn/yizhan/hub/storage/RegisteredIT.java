package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.ingest.StationStore.Registration;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

@WithDatabase
class RegisteredIT {
  @Test
  void theBreakerAndTheLowBaysReachTheRulesAndTheStation(TestDatabase db) {
    db.clear();
    int office = (int) db.number("insert into office (code, name) values ('a', 'a') returning id");
    int station =
        (int)
            db.number(
                "insert into station (code, name, office, kind, breaker)"
                    + " values ('pc-001', 's', $1, 'full', 7040) returning id",
                office);
    db.rows(
        "insert into bay (station, number, use, low, circuit)"
            + " values ($1, 1, 'e-bike', false, true), ($1, 2, 'e-bike', true, false)",
        station);
    Registered registered = new Registered(db.pool(), stations -> Future.succeededFuture(Map.of()));
    Registration found =
        Objects.requireNonNull(Await.result(registered.of(List.of(station))).get(station));
    assertEquals(7040, found.profile().wiring().breaker());
    assertEquals(Set.of(2), found.profile().wiring().low());
    assertEquals(Set.of(1), found.profile().wiring().circuit());
    assertEquals(7040, found.desired().breaker());
    assertEquals(office, found.desired().office());
  }
}
