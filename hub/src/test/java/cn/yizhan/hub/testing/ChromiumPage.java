package cn.yizhan.hub.testing;

import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A page of a {@link Chromium}; remembers what it asked for and what went wrong on it. */
public final class ChromiumPage implements AutoCloseable {
  private final WebSocket socket;
  private final AtomicInteger commands = new AtomicInteger();
  private final Map<Integer, Promise<JsonObject>> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private volatile @Nullable String session;
  private @Nullable String browserContext;

  private ChromiumPage(WebSocket socket) {
    this.socket = socket;
    socket.textMessageHandler(this::hear);
  }

  static ChromiumPage open(WebSocket socket) {
    ChromiumPage page = new ChromiumPage(socket);
    String context =
        page.command("Target.createBrowserContext", new JsonObject()).getString("browserContextId");
    page.browserContext = context;
    String target =
        page.command(
                "Target.createTarget",
                new JsonObject().put("url", "about:blank").put("browserContextId", context))
            .getString("targetId");
    page.session =
        page.command(
                "Target.attachToTarget",
                new JsonObject().put("targetId", target).put("flatten", true))
            .getString("sessionId");
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      page.command(domain + ".enable", new JsonObject());
    }
    return page;
  }

  /** Languages the reader prefers, as in Accept-Language. */
  public ChromiumPage language(String accepted) {
    command(
        "Network.setUserAgentOverride",
        new JsonObject().put("userAgent", "Chromium").put("acceptLanguage", accepted));
    return this;
  }

  /** Size of the window in CSS pixels. */
  public ChromiumPage size(int width, int height) {
    command(
        "Emulation.setDeviceMetricsOverride",
        new JsonObject()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", 1)
            .put("mobile", width < 600));
    return this;
  }

  /** Whether the reader prefers dark colours. */
  public ChromiumPage dark(boolean dark) {
    JsonObject scheme =
        new JsonObject().put("name", "prefers-color-scheme").put("value", dark ? "dark" : "light");
    command(
        "Emulation.setEmulatedMedia",
        new JsonObject().put("features", new JsonArray().add(scheme)));
    return this;
  }

  /** Goes to an address. */
  public ChromiumPage go(String url) {
    JsonObject answer = command("Page.navigate", new JsonObject().put("url", url));
    if (answer.getString("errorText") != null) {
      throw new AssertionError(url + ": " + answer.getString("errorText"));
    }
    return this;
  }

  /** The value of an expression; promises are waited for. */
  public @Nullable Object value(String expression) {
    JsonObject answer =
        command(
            "Runtime.evaluate",
            new JsonObject()
                .put("expression", expression)
                .put("awaitPromise", true)
                .put("returnByValue", true));
    if (answer.containsKey("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.getJsonObject("exceptionDetails"));
    }
    return answer.getJsonObject("result").getValue("value");
  }

  /** Waits until an expression is true. */
  public ChromiumPage await(String expression, Duration limit) {
    try {
      Await.until(expression, limit, () -> holds(expression));
    } catch (AssertionError e) {
      throw new AssertionError(
          e.getMessage() + "\nerrors: " + errors + "\npage: " + value("document.body?.innerText"),
          e);
    }
    return this;
  }

  /** A page that is just being exchanged for another has nothing to look at yet. */
  private boolean holds(String expression) {
    try {
      return Boolean.TRUE.equals(value(expression));
    } catch (AssertionError e) {
      return false;
    }
  }

  /** Waits up to 15 s until an expression is true. */
  public ChromiumPage await(String expression) {
    return await(expression, Duration.ofSeconds(15));
  }

  /** Chooses a file in the input that the expression gives. */
  public ChromiumPage choose(String input, Path file) {
    JsonObject found =
        command("Runtime.evaluate", new JsonObject().put("expression", input))
            .getJsonObject("result");
    command(
        "DOM.setFileInputFiles",
        new JsonObject()
            .put("objectId", found.getString("objectId"))
            .put("files", new JsonArray().add(file.toAbsolutePath().toString())));
    return this;
  }

  /** Keeps a picture of the window. */
  public void screenshot(Path file) {
    JsonObject answer = command("Page.captureScreenshot", new JsonObject().put("format", "png"));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, Base64.getDecoder().decode(answer.getString("data")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The texts of the page as a screen reader finds them, in order. */
  public List<String> readAloud() {
    List<String> texts = new ArrayList<>();
    JsonArray nodes =
        command("Accessibility.getFullAXTree", new JsonObject()).getJsonArray("nodes");
    for (int i = 0; i < nodes.size(); i++) {
      JsonObject node = nodes.getJsonObject(i);
      if (!node.getBoolean("ignored")
          && "StaticText".equals(node.getJsonObject("role").getString("value"))) {
        texts.add(node.getJsonObject("name").getString("value"));
      }
    }
    return texts;
  }

  /** Addresses the page asked for. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Exceptions, errors on the console and failed requests. */
  public List<String> errors() {
    return List.copyOf(errors);
  }

  /** Closes the page and forgets its cookies. */
  @Override
  public void close() {
    session = null;
    command(
        "Target.disposeBrowserContext", new JsonObject().put("browserContextId", browserContext));
    Await.result(socket.close());
  }

  /** Sends a command of the DevTools protocol and returns its result. */
  public JsonObject command(String method, JsonObject parameters) {
    int id = commands.incrementAndGet();
    Promise<JsonObject> answer = Promise.promise();
    answers.put(id, answer);
    JsonObject command =
        new JsonObject().put("id", id).put("method", method).put("params", parameters);
    if (session != null) {
      command.put("sessionId", session);
    }
    socket.writeTextMessage(command.encode());
    return Await.result(answer.future());
  }

  private void hear(String text) {
    JsonObject message = new JsonObject(text);
    Integer id = message.getInteger("id");
    if (id == null) {
      note(message.getString("method"), message.getJsonObject("params"));
      return;
    }
    Promise<JsonObject> answer = answers.remove(id);
    if (answer != null && message.containsKey("error")) {
      answer.fail(message.getJsonObject("error").encode());
    } else if (answer != null) {
      answer.complete(message.getJsonObject("result"));
    }
  }

  private void note(String method, JsonObject event) {
    switch (method) {
      case "Network.requestWillBeSent" ->
          requests.add(event.getJsonObject("request").getString("url"));
      case "Runtime.exceptionThrown" -> errors.add(event.encode());
      case "Runtime.consoleAPICalled" -> {
        if ("error".equals(event.getString("type"))) {
          errors.add(event.encode());
        }
      }
      case "Log.entryAdded" -> {
        JsonObject entry = event.getJsonObject("entry");
        if ("error".equals(entry.getString("level"))) {
          errors.add(entry.getString("text") + " " + entry.getString("url"));
        }
      }
      default -> {}
    }
  }
}
