package cn.yizhan.hub.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.alerts.Cause;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AssetsTest {
  private static final int MOST_BYTES = 100 * 1024;
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final String SVG_NAMESPACE = "http://www.w3.org/2000/svg";

  private final Map<String, String> files = files();

  @Test
  void allOfThePageIsAtMostOneHundredKilobytes() {
    int bytes =
        files.values().stream().mapToInt(s -> s.getBytes(StandardCharsets.UTF_8).length).sum();
    assertTrue(bytes <= MOST_BYTES, bytes + " bytes");
  }

  @Test
  void noFileNamesAForeignHost() {
    Pattern address = Pattern.compile("(?i)(https?:)?//[a-z0-9][a-z0-9-]*\\.[a-z0-9.-]+");
    files.forEach(
        (name, text) -> {
          Matcher found = address.matcher(text.replace(SVG_NAMESPACE, ""));
          assertFalse(found.find(), () -> name + " names " + found.group());
        });
  }

  @Test
  void noPageHasInlineScriptOrStyle() {
    Pattern inline =
        Pattern.compile("(?i)<style|\\sstyle=|\\son[a-z]+=\"|javascript:|<script(?![^>]*\\ssrc=)");
    files.forEach(
        (name, text) -> {
          if (name.endsWith(".html") || name.endsWith(".svg")) {
            Matcher found = inline.matcher(text);
            assertFalse(found.find(), () -> name + " has " + found.group());
          }
        });
  }

  @Test
  void everyFileIsServedAndNoOther() {
    List<String> served = new ArrayList<>(Assets.PAGES);
    served.addAll(Assets.PARTS);
    assertEquals(files.keySet(), new TreeSet<>(served));
    Assets assets = Assets.load(ZONE);
    Assets.PARTS.forEach(name -> assertNotNull(assets.part(name), name));
  }

  @Test
  void everyWordHasBothLanguages() {
    String words = text("words.js");
    Matcher pair =
        Pattern.compile("\\[('(?:[^'\\\\]|\\\\.)*'), ?('(?:[^'\\\\]|\\\\.)*')\\]").matcher(words);
    int pairs = 0;
    while (pair.find()) {
      pairs++;
    }
    int lists = words.length() - words.replace("['", "'").length();
    assertEquals(lists, pairs, "each list of words is a pair");
    assertTrue(pairs > 100, pairs + " pairs");
  }

  @Test
  void causesHaveTheWordsThatOfficesAreSent() {
    String words = text("words.js");
    for (Cause cause : Cause.values()) {
      String key = cause.word().contains("-") ? "'" + cause.word() + "'" : cause.word();
      String pair = key + ": ['" + cause.label().zh() + "', '" + cause.label().en() + "']";
      assertTrue(words.contains(pair), pair);
    }
  }

  @Test
  void everyWordThatAFileAsksForIsThere() {
    String words = text("words.js");
    Pattern used = Pattern.compile("\\bt\\('(\\w+)'|data-(?:word|placeholder)=\"(\\w+)\"");
    files.forEach(
        (name, text) -> {
          Matcher asked = used.matcher(text);
          while (asked.find()) {
            String key = asked.group(1) == null ? asked.group(2) : asked.group(1);
            assertTrue(words.contains("\n  " + key + ": ["), () -> name + " asks for " + key);
          }
        });
  }

  @Test
  void aPageSaysTheLanguageItIsShownIn() {
    Assets assets = Assets.load(ZONE);
    assertTrue(body(assets, PageLanguage.EN).contains("<html lang=\"en\" "));
    assertTrue(body(assets, PageLanguage.ZH).contains("<html lang=\"zh-CN\" "));
  }

  @Test
  void aPageSaysTheZoneOfItsTimes() {
    assertTrue(body(Assets.load(ZONE), PageLanguage.EN).contains(" data-zone=\"Asia/Shanghai\">"));
  }

  private static String body(Assets assets, PageLanguage language) {
    return assets.page("index.html", language).body().toString();
  }

  private String text(String name) {
    return Objects.requireNonNull(files.get(name), name);
  }

  private static Map<String, String> files() {
    URL folder = Objects.requireNonNull(AssetsTest.class.getResource("/console"));
    try (Stream<Path> paths = Files.list(Path.of(folder.toURI()))) {
      Map<String, String> files = new LinkedHashMap<>();
      for (Path path : paths.sorted().toList()) {
        files.put(path.getFileName().toString(), Files.readString(path));
      }
      return files;
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
