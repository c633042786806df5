package cn.yizhan.hub.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.testing.Fixtures;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestWeb;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@WithDatabase
class CommandsIT {
  private final Path directory;
  private final TestDatabase database;
  private final TestWeb web;
  private String out = "";
  private String err = "";

  @Command(
      name = "yizhan",
      subcommands = {OfficeCommand.class, StationCommand.class, TokenCommand.class})
  private static final class Root {}

  CommandsIT(TestDatabase database, @TempDir Path directory) throws IOException {
    this.directory = directory;
    this.database = database;
    database.clear();
    this.web = new TestWeb(database, directory, Fixtures.NO_ALERT_WORK);
    JsonObject ready =
        new JsonObject()
            .put("ready", true)
            .put("http", "http://127.0.0.1:" + web.port())
            .put("mqtt", "127.0.0.1:1883");
    Files.writeString(directory.resolve("hub.json"), ready.encode());
  }

  @AfterEach
  void close() {
    web.close();
  }

  @Test
  void aStationIsAddedListedRotatedAndDisabled() {
    assertEquals(0, run("office", "add", "xinwang", "--name", "新旺街道"));
    assertEquals(
        0,
        run(
            "station",
            "add",
            "pc-001",
            "--office",
            "xinwang",
            "--name",
            "试验站",
            "--bay",
            "1:e-bike",
            "--item",
            "water:l:40:5"),
        err);
    String first = new JsonObject(out).getString("secret");
    assertEquals(43, first.length());
    assertEquals(0, run("station", "list"));
    assertTrue(out.contains("pc-001  试验站"), out);
    assertEquals(0, run("station", "rotate", "pc-001"));
    assertFalse(out.contains(first));
    assertEquals(0, run("station", "disable", "pc-001"));
    assertEquals(1, database.number("select count(*) from station where disabled is not null"));
    assertEquals(0, run("station", "enable", "pc-001"));
    assertEquals(0, run("office", "list"));
    assertTrue(out.contains("xinwang  新旺街道  1"), out);
  }

  @Test
  void anEnrolmentFileHasWhatAnAgentStartsFromAndOnlyItsOwnerReadsIt() throws IOException {
    run("office", "add", "xinwang", "--name", "新旺街道");
    Path file = directory.resolve("pc-001.json");
    assertEquals(
        0,
        run(
            "station",
            "add",
            "pc-001",
            "--office",
            "xinwang",
            "--name",
            "试验站",
            "--bay",
            "3:phone:low:circuit",
            "--breaker",
            "7040",
            "--item",
            "water:l:40:5",
            "--enrolment",
            file.toString()),
        err);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    JsonObject enrolment = new JsonObject(Files.readString(file));
    assertEquals("pc-001", enrolment.getString("station"));
    assertEquals("试验站", enrolment.getString("name"));
    assertEquals("mqtt://127.0.0.1:1883", enrolment.getString("hub"));
    JsonObject bay = enrolment.getJsonArray("bays").getJsonObject(0);
    assertEquals(3, bay.getInteger("number"));
    assertEquals(true, bay.getBoolean("low"));
    assertEquals(true, bay.getBoolean("circuit"));
    assertEquals(7040, enrolment.getDouble("breaker"));
    assertEquals(
        1, database.number("select count(*) from bay where low and circuit and number = 3"));
    assertEquals(1, database.number("select count(*) from station where breaker = 7040"));
    assertEquals(new JsonArray().add("water"), enrolment.getJsonArray("items"));
    assertFalse(out.contains(enrolment.getString("secret")));
    assertEquals(
        1,
        run(
            "station",
            "add",
            "pc-002",
            "--office",
            "xinwang",
            "--name",
            "b",
            "--enrolment",
            file.toString()));
    assertTrue(err.contains("exists already"), err);
    assertEquals(1, database.number("select count(*) from station"));
  }

  @Test
  void tokensAreCreatedListedAndRevoked() throws IOException {
    Path file = directory.resolve("admin.token");
    assertEquals(
        0, run("token", "create", "me", "--role", "system-admin", "--out", file.toString()));
    assertEquals(1, run("token", "list"));
    assertTrue(err.contains("token bootstrap"), err);
    assertEquals(0, run("token", "list", "--token-file", file.toString()));
    String line = out.lines().skip(1).findFirst().orElseThrow();
    assertTrue(line.contains("system-admin"), line);
    assertEquals(
        0,
        run(
            "token",
            "revoke",
            line.substring(0, line.indexOf(" ")),
            "--token-file",
            file.toString()));
    assertEquals(1, run("token", "list", "--token-file", file.toString()));
    assertEquals(0, run("token", "bootstrap"));
    assertEquals(0, run("token", "list"));
  }

  @Test
  void whatIsWrongIsSaidInASentence() {
    assertEquals(1, run("station", "add", "pc-001", "--office", "nowhere", "--name", "a"));
    assertEquals("yizhan station add: there is no office nowhere", err.strip());
    assertEquals(1, run("station", "add", "pc-001", "--office", "o", "--name", "a", "--bay", "x"));
    assertTrue(err.contains("NUMBER:USE"), err);
    assertEquals(1, run("station", "add", "PC", "--office", "o", "--name", "a"));
    assertTrue(err.contains("body.code"), err);
    assertEquals(2, run("station", "add"));
    assertEquals(1, execute("station", "list"));
    assertTrue(err.contains("--data DIR or --hub URL"), err);
    assertEquals(1, execute("station", "list", "--data", directory.resolve("no").toString()));
    assertTrue(err.contains("no hub runs"), err);
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--data");
    all.add(directory.toString());
    return execute(all.toArray(String[]::new));
  }

  private int execute(String... arguments) {
    StringWriter written = new StringWriter();
    StringWriter complained = new StringWriter();
    int code =
        new CommandLine(new Root())
            .setOut(new PrintWriter(written, true))
            .setErr(new PrintWriter(complained, true))
            .execute(arguments);
    out = written.toString();
    err = complained.toString();
    return code;
  }
}
