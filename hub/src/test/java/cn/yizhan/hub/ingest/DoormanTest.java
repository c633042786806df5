package cn.yizhan.hub.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.ingest.StationStore.Credential;
import cn.yizhan.hub.ingest.StationStore.Opened;
import cn.yizhan.hub.ingest.StationStore.Registration;
import cn.yizhan.hub.ingest.StationStore.Standing;
import cn.yizhan.hub.rules.Occurrence;
import cn.yizhan.hub.rules.OpenCondition;
import cn.yizhan.hub.rules.Profile;
import cn.yizhan.protocol.StationCode;
import cn.yizhan.protocol.rule.Thresholds;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoormanTest {
  private static final StationCode CODE = new StationCode("pc-001");
  private static final StationCode OTHER_CODE = new StationCode("pc-002");
  private static final int STATION = 7;
  private static final int OTHER = 8;

  @TempDir private Path folder;

  private final Set<Integer> unreadable = new HashSet<>();
  private final List<String> answers = new ArrayList<>();
  private final Promise<Void> asked = Promise.promise();
  private Peppers peppers;
  private Doorman doorman;

  @BeforeEach
  void open() throws IOException {
    peppers = Peppers.open(folder.resolve("pepper"));
    doorman = new Doorman(new TwoStations(), peppers, new Refolding(new TwoStations(), () -> 0));
  }

  private void comes(String name, String secret) {
    comes(CODE, name, secret);
  }

  private void comes(StationCode code, String name, String secret) {
    doorman.admit(
        new Doorman.Visitor(
            new ConnectCheck.Result.Claim(code, secret.getBytes(UTF_8)),
            () -> answers.add(name + " is known"),
            fold -> answers.add(name + " is in"),
            refusal -> answers.add(name + " " + refusal)));
  }

  @Test
  void whoOnlySaysThatHeIsAStationDisplacesNobodyWhoWaits() {
    comes("first", "right");
    comes("station", "right");
    comes("stranger", "wrong");
    asked.complete();
    assertEquals(
        List.of(
            "first is known",
            "first is in",
            "stranger CREDENTIALS",
            "station is known",
            "station is in"),
        answers);
  }

  @Test
  void ofSeveralWithTheRightSecretTheLastOneIsLetIn() {
    comes("first", "right");
    comes("older", "right");
    comes("newer", "right");
    asked.complete();
    assertEquals(
        List.of(
            "first is known", "first is in", "older OVERTAKEN", "newer is known", "newer is in"),
        answers);
  }

  @Test
  void aStationWhoseHistoryCannotBeReadKeepsNoOtherOut() {
    unreadable.add(OTHER);
    comes(CODE, "first", "right");
    comes(OTHER_CODE, "other", "right");
    comes(CODE, "newer", "right");
    asked.complete();
    assertEquals(
        List.of(
            "first is known",
            "first is in",
            "other is known",
            "newer is known",
            "other UNAVAILABLE",
            "newer is in"),
        answers);
  }

  /** A store that knows two stations and answers once the test lets it. */
  private final class TwoStations implements StationStore {
    @Override
    public Future<List<Credential>> credentials(Collection<String> codes) {
      Keyed secret =
          new Keyed(peppers.current(), peppers.hmac(peppers.current(), "right".getBytes(UTF_8)));
      return asked
          .future()
          .map(
              List.of(
                  new Credential(STATION, CODE, false, List.of(secret)),
                  new Credential(OTHER, OTHER_CODE, false, List.of(secret))));
    }

    @Override
    public Future<Map<Integer, Opened>> takeOver(Collection<Integer> stations) {
      Map<Integer, Opened> opened = new LinkedHashMap<>();
      stations.forEach(station -> opened.put(station, opened(station)));
      return Future.succeededFuture(opened);
    }

    private Opened opened(int station) {
      return new Opened(
          1,
          Map.of(),
          new Registration(
              new Profile(
                  station,
                  station == STATION ? CODE : OTHER_CODE,
                  List.of(),
                  List.of(),
                  Thresholds.standard()),
              1),
          new Codes(new HashMap<>(), new HashMap<>()),
          null,
          List.of(),
          0);
    }

    @Override
    public Future<Optional<Opened>> reopen(int station, long generation) {
      return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<List<OpenCondition>> history(int station, long now, Consumer<Occurrence> each) {
      return unreadable.contains(station)
          ? Future.failedFuture("too much")
          : Future.succeededFuture(List.of());
    }

    @Override
    public Future<Map<Integer, Registration>> registrations(Collection<Integer> stations) {
      return Future.succeededFuture(Map.of());
    }

    @Override
    public Future<List<Standing>> standings(Collection<Integer> stations) {
      return Future.succeededFuture(List.of());
    }
  }
}
