package cn.yizhan.hub.api;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for.
 *
 * @param after sort key of the last item of the page before, empty for the first page
 * @param limit most items
 */
public record Cursor(List<String> after, int limit) {
  private static final String PLACE = "query.after";

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws Refusal when the text is nothing of the sort
   */
  public static Cursor read(@Nullable String text, int limit) {
    if (text == null || text.isEmpty()) {
      return new Cursor(List.of(), limit);
    }
    try {
      byte[] json = Base64.getUrlDecoder().decode(text);
      List<String> key = new ArrayList<>();
      for (Object part : new JsonArray(new String(json, StandardCharsets.UTF_8))) {
        if (!(part instanceof String word) || word.indexOf('\0') >= 0) {
          throw malformed();
        }
        key.add(word);
      }
      return new Cursor(List.copyOf(key), limit);
    } catch (IllegalArgumentException | DecodeException e) {
      throw malformed();
    }
  }

  /** The text for a sort key. */
  public static String write(List<String> key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(new JsonArray(key).encode().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The part of the key at that place, or null on the first page.
   *
   * @param size how many parts the list's keys have
   * @throws Refusal when the key is of another list
   */
  public @Nullable String part(int index, int size) {
    if (after.isEmpty()) {
      return null;
    }
    if (after.size() != size) {
      throw malformed();
    }
    return after.get(index);
  }

  /** The refusal of a text that is no cursor of the list. */
  public static Refusal malformed() {
    return Refusal.invalid(PLACE, "expected the next of the page before");
  }
}
