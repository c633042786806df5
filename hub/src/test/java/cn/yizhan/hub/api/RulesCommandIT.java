package cn.yizhan.hub.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.cli.RulesCommand;
import cn.yizhan.hub.testing.ApiClient;
import cn.yizhan.hub.testing.Fixtures;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestWeb;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands about rules, at a hub with two stations and two warm days of one. */
@WithDatabase
class RulesCommandIT {
  private final Path directory;
  private final TestWeb web;
  private final ApiClient admin;

  RulesCommandIT(TestDatabase database, @TempDir Path directory) throws IOException {
    this.directory = directory;
    database.clear();
    this.web = new TestWeb(database, directory, Fixtures.NO_ALERT_WORK);
    this.admin = web.client(Role.SYSTEM_ADMIN, null);
    admin.post("/offices", Fixtures.office("xinwang"));
    admin.post("/offices", Fixtures.office("kaiyuan"));
    admin.post("/stations", Fixtures.station("pc-001", "xinwang"));
    admin.post("/stations", Fixtures.station("pc-002", "xinwang"));
    WarmDays.fill(database);
    Files.writeString(
        directory.resolve("hub.json"),
        new JsonObject().put("http", "http://127.0.0.1:" + web.port()).encode());
    JsonObject manager = new JsonObject().put("name", "m").put("role", "district-manager");
    Files.writeString(
        directory.resolve("token"), admin.post("/tokens", manager).json().getString("secret"));
  }

  @AfterEach
  void close() {
    web.close();
  }

  @Test
  void theCommandListsShowsAndTries() throws IOException {
    String list = run(0, "list");
    assertTrue(list.matches("(?s).*\\nS02 +bay/\\{n} +critical, major .*"), list);
    String shown = run(0, "show", "S02");
    assertTrue(shown.matches("(?s).*\\nmajorLimit +55(\\.0)? +55(\\.0)? +Cel .*"), shown);
    assertTrue(run(1, "show", "s02").contains("did you mean S02?"));
    String both = run(1, "show", "S02", "--office", "xinwang", "--station", "pc-001");
    assertTrue(both.contains("a station or an office, not both"), both);
    assertTrue(run(0, "show", "S02", "--office", "xinwang").contains("majorLimit"));
    String found =
        run(
            0,
            "backtest",
            "--rule",
            "S02",
            "--set",
            "majorLimit=50",
            "--from",
            "2026-11-21",
            "--to",
            "2026-11-23");
    assertTrue(
        found.contains(
            "same  pc-001  bay/1  major     2026-11-22 22:00:30 – 2026-11-22 22:20:30"
                + "  bay/1/temperature 51.0 Cel (limit 50.0)  PC-1122-001"),
        found);
    assertTrue(
        found.contains("against the rule in force: 1 new, 0 gone, 1 same, at 2 stations"), found);
    JsonObject json =
        new JsonObject(
            run(
                0,
                "backtest",
                "--rule",
                "S02",
                "--from",
                "2026-11-21T00:00:00Z",
                "--to",
                "2026-11-23T00:00:00Z",
                "--station",
                "pc-001",
                "--json"));
    assertEquals(1, json.getJsonArray("spells").size());
    String mistakes =
        run(
            1,
            "backtest",
            "--rule",
            "S02",
            "--set",
            "limit=50",
            "--set",
            "x",
            "--from",
            "today",
            "--to",
            "2026-11-23");
    for (String part : List.of("--set limit: ", "--set x: ", "--from: ")) {
      assertTrue(mistakes.contains(part), mistakes);
    }
  }

  @Test
  void commandsPutThresholdsInForceNowOrLaterAndEndThem() throws IOException {
    String now =
        run(
            0,
            "set",
            "--rule",
            "S02",
            "--set",
            "majorLimit=54",
            "--station",
            "pc-001",
            "--reason",
            "a");
    assertTrue(now.matches("override \\d+ of S02 is in force since .*\\n"), now);
    String day = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(2).toString();
    String later =
        run(
            0,
            "set",
            "--rule",
            "S02",
            "--set",
            "majorLimit=50",
            "--office",
            "xinwang",
            "--from",
            day,
            "--reason",
            "winter");
    assertTrue(later.contains("is planned from " + day + " 00:00:00"), later);
    String list = run(0, "list");
    assertTrue(list.matches("(?s).*\\nS02 .* 1 in force, 1 planned .*"), list);
    assertTrue(run(0, "show", "S02").contains("winter"));
    String overrides = run(0, "overrides");
    assertTrue(
        overrides.matches("(?s).*\\n\\d+ +planned +S02 +xinwang +- .*majorLimit.*winter.*"),
        overrides);
    String tried =
        run(0, "backtest", "--rule", "S02", "--from", "2026-11-21", "--to", "2026-11-23");
    assertTrue(
        tried.contains("planned at pc-002 from " + day + " 00:00:00: majorLimit 55.0 → 50.0"),
        tried);
    assertFalse(tried.contains("planned at pc-001"), "the station's own stays narrower");
    String id = overrides.lines().skip(1).findFirst().orElseThrow().split(" ", 2)[0];
    assertEquals("override " + id + " of S02 is withdrawn", run(0, "withdraw", id).strip());
    assertFalse(run(0, "overrides").contains("planned"));
    String past =
        run(
            1,
            "set",
            "--rule",
            "S02",
            "--set",
            "majorLimit=50",
            "--from",
            "2026-11-01",
            "--reason",
            "x");
    assertTrue(past.contains("body.validFrom is past"), past);
    assertTrue(
        run(1, "set", "--rule", "S02", "--set", "x", "--reason", "x").contains("NAME=NUMBER"));
  }

  private String run(int code, String... arguments) {
    StringWriter written = new StringWriter();
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(
        List.of(
            "--data", directory.toString(), "--token-file", directory.resolve("token").toString()));
    int ended =
        new CommandLine(new RulesCommand())
            .setOut(new PrintWriter(written, true))
            .setErr(new PrintWriter(written, true))
            .execute(all.toArray(String[]::new));
    assertEquals(code, ended, written::toString);
    return written.toString();
  }
}
