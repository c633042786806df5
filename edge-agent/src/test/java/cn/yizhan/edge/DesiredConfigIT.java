package cn.yizhan.edge;

import static cn.yizhan.edge.testing.Awaiting.get;
import static cn.yizhan.edge.testing.Awaiting.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.testing.FakeHub;
import cn.yizhan.edge.testing.Plug;
import cn.yizhan.edge.testing.TestStation;
import cn.yizhan.protocol.Kind;
import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.message.Notice;
import cn.yizhan.protocol.message.StationEvent;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent does with the configuration its hub wants. */
final class DesiredConfigIT {
  @TempDir Path dir;
  private final Vertx vertx = Vertx.vertx();
  private final TestStation station = new TestStation(vertx);

  @SuppressWarnings("NullAway.Init")
  private FakeHub hub;

  @BeforeEach
  void startHub() throws Exception {
    hub = station.hub();
  }

  @AfterEach
  void stopAll() throws Exception {
    station.close();
    get(vertx.close());
  }

  private Config next(
      Map<String, Map<String, Double>> rules,
      Map<String, Double> deadbands,
      Map<String, Label> texts) {
    Config now = hub.wanted();
    return new Config(now.version() + 1, 0, Map.of(), rules, now.bays(), deadbands, texts, 7040);
  }

  private List<Object> versions(String type) {
    return hub.events(type).stream().map(event -> event.data().get("version")).toList();
  }

  @Test
  void aNewVersionIsToldAtOnceAndTheSameOneNotAgain() throws Exception {
    EdgeAgent agent = station.agent(dir, hub.port());
    until("the first is told", () -> versions("config.applied").equals(List.of(7.0)));
    hub.want(station.topic(), next(Map.of(), Map.of(), Map.of()));
    until("the second is told", () -> versions("config.applied").equals(List.of(7.0, 8.0)));
    get(agent.stop());
    EdgeAgent again = station.agent(dir, hub.port());
    until("connected", again::connected);
    assertEquals(8, hub.births().get(1).configVersion());
    assertEquals(List.of(7.0, 8.0), versions("config.applied"));
  }

  @Test
  void aBadOneIsRefusedWholeAndTheOneInForceStaysOverARestart() throws Exception {
    EdgeAgent agent = station.agent(dir, hub.port());
    until("configured", agent::connected);
    hub.want(station.topic(), next(Map.of(), Map.of("mains/power", 500.0), Map.of()));
    until("taken over", () -> versions("config.applied").contains(8.0));
    Map<String, Map<String, Double>> quickButWrong =
        Map.of("S02", Map.of("criticalHold", 0.0, "majorHold", -1.0));
    hub.want(
        station.topic(),
        next(quickButWrong, Map.of("mains/power", 1.0, "mains/powr", 1.0), Map.of()));

    until("the refusal is told", () -> !hub.events("config.refused").isEmpty());
    StationEvent refused = hub.events("config.refused").get(0);
    assertEquals(9.0, refused.data().get("version"));
    String reason = String.valueOf(refused.data().get("reason"));
    assertTrue(reason.contains("rules.S02.majorHold"), reason);
    assertTrue(reason.contains("deadbands.mains/powr"), reason);

    Plug meter = Plug.connect(vertx, "meter", agent.localPort());
    get(meter.points("[{\"n\":\"mains/power\",\"v\":1000}]"));
    meter.points("[{\"n\":\"mains/power\",\"v\":1400}]");
    get(meter.points("[{\"n\":\"mains/power\",\"v\":2000}]"));
    until("the change beyond the old deadband arrives", () -> arrived(2000));
    assertEquals(
        List.of(1000.0, 2000.0),
        hub.readings("mains/power").stream().map(reading -> reading.value()).toList());

    get(agent.stop());
    EdgeAgent again = station.agent(dir, hub.port());
    until("connected", again::connected);
    assertEquals(8, hub.births().get(hub.births().size() - 1).configVersion());
    until("refused again", () -> versions("config.refused").equals(List.of(9.0, 9.0)));
  }

  private boolean arrived(double value) {
    return hub.readings("mains/power").stream().anyMatch(reading -> reading.value() == value);
  }

  @Test
  void displaysShowTheIdleTextAndNoticesAlsoWhenTheyJoinLater() throws Exception {
    EdgeAgent agent = station.agent(dir, hub.port());
    until("configured", agent::connected);
    Plug early = Plug.connect(vertx, "display-1", agent.localPort());
    hub.want(
        station.topic(), next(Map.of(), Map.of(), Map.of("idle", new Label("欢迎充电", "Welcome"))));
    long now = System.currentTimeMillis();
    hub.send(
        station.topic(),
        Kind.NOTICE,
        new Notice("n-1", new Label("今晚大风", "Wind"), now, now + 3_600_000));
    until("both are shown", () -> shows(early, "欢迎充电") && shows(early, "今晚大风"));
    Plug late = Plug.connect(vertx, "display-2", agent.localPort());
    until("both are shown to who joins", () -> shows(late, "欢迎充电") && shows(late, "今晚大风"));
  }

  private static boolean shows(Plug display, String text) {
    return display.heard().stream().anyMatch(heard -> heard.contains(text));
  }
}
