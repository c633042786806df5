package cn.yizhan.hub.console;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of the page, read from the jar once. */
final class Assets {
  /** Names of the pages; each is there in both languages. */
  static final List<String> PAGES =
      List.of("index.html", "alert.html", "entry.html", "welcome.html", "used.html");

  /** Names of the other files. */
  static final List<String> PARTS =
      List.of(
          "alert.js",
          "base.css",
          "deeds.js",
          "dom.js",
          "icon.svg",
          "live.js",
          "overview.js",
          "page.css",
          "parts.js",
          "photos.js",
          "site.js",
          "steps.js",
          "text.js",
          "words.js");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");
  private static final String FOLDER = "/console/";

  private final Map<String, Asset> parts = new LinkedHashMap<>();
  private final Map<String, Map<PageLanguage, Asset>> pages = new LinkedHashMap<>();

  /**
   * A file.
   *
   * @param type its media type
   * @param tag entity tag, with its quotes
   * @param body content
   */
  record Asset(String type, String tag, Buffer body) {}

  private Assets() {}

  /**
   * Reads the files.
   *
   * @param zone the zone of the times on the pages
   */
  static Assets load(ZoneId zone) {
    Assets assets = new Assets();
    for (String name : PARTS) {
      assets.parts.put(name, asset(name, read(name)));
    }
    for (String name : PAGES) {
      String text = read(name);
      Map<PageLanguage, Asset> languages = new EnumMap<>(PageLanguage.class);
      for (PageLanguage language : PageLanguage.values()) {
        languages.put(
            language,
            asset(
                name,
                text.replaceFirst(
                    "<html lang=\"zh-CN\">",
                    "<html lang=\"" + language.tag() + "\" data-zone=\"" + zone + "\">")));
      }
      assets.pages.put(name, languages);
    }
    return assets;
  }

  /** The part of that name, or null. */
  @Nullable Asset part(String name) {
    return parts.get(name);
  }

  /**
   * The page of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  Asset page(String name, PageLanguage language) {
    Asset asset = pages.getOrDefault(name, Map.of()).get(language);
    if (asset == null) {
      throw new IllegalArgumentException("there is no page " + name);
    }
    return asset;
  }

  private static Asset asset(String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain");
    return new Asset(type, "\"" + digest(bytes) + "\"", Buffer.buffer(bytes));
  }

  private static String read(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + FOLDER + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }
}
