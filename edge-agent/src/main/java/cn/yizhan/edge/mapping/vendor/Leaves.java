package cn.yizhan.edge.mapping.vendor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The single values of a JSON object, as far as it can be read. What stands before a fault is kept;
 * a value that a cut-off message ends with is not, since some of its digits may be missing.
 *
 * @param all the values in their order
 * @param fault where it stops being JSON; null when it is whole
 */
public record Leaves(List<Leaf> all, @Nullable String fault) {
  /** Values of one message beyond which no more are read. */
  static final int MOST = 1_000;

  /** A number that is none, as C prints it; JSON has no such word. */
  private static final Pattern NO_NUMBER =
      Pattern.compile("(?<=[:,\\[\\s])[-+]?(?i:nan|inf|infinity)(?=\\s*[,}\\]])");

  private static final int DEEPEST = 16;

  private static final JsonFactory STRICT =
      JsonFactory.builder().disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build();

  private static final JsonFactory FORGIVING =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  /**
   * A single value.
   *
   * @param name the keys that lead to it, with dots between
   * @param index its place in an array, -1 when it is in none
   * @param text the value as text, null for null
   */
  public record Leaf(String name, int index, @Nullable String text) {}

  /** Keeps a copy. */
  public Leaves {
    all = List.copyOf(all);
  }

  /** Reads a text that should be a JSON object. */
  public static Leaves read(String text) {
    Leaves strict = read(STRICT, text);
    if (strict.fault == null) {
      return strict;
    }
    Leaves more = read(FORGIVING, NO_NUMBER.matcher(text).replaceAll("null"));
    return new Leaves(more.all, more.fault == null ? strict.fault : more.fault);
  }

  private static Leaves read(JsonFactory json, String text) {
    Walk walk = new Walk();
    try (JsonParser parser = json.createParser(text)) {
      String fault = walk.through(parser);
      return new Leaves(walk.leaves, fault);
    } catch (IOException e) {
      return new Leaves(walk.leaves, "not JSON");
    }
  }

  /** Reads token after token; a value counts when what follows it is sound too. */
  private static final class Walk {
    final List<Leaf> leaves = new ArrayList<>();
    private final Deque<Level> levels = new ArrayDeque<>();
    private @Nullable Leaf pending;

    /** An object or an array that is open. */
    private static final class Level {
      final String path;
      final boolean array;
      String key = "";
      int index;

      Level(String path, boolean array) {
        this.path = path;
        this.array = array;
      }
    }

    @Nullable String through(JsonParser parser) throws IOException {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return "no object";
      }
      levels.push(new Level("", false));
      while (!levels.isEmpty()) {
        JsonToken token = parser.nextToken();
        if (token == null) {
          return "cut off";
        }
        keep();
        if (leaves.size() >= MOST || levels.size() > DEEPEST) {
          return "too much";
        }
        step(token, parser);
      }
      return parser.nextToken() == null ? null : "something after its end";
    }

    private void step(JsonToken token, JsonParser parser) throws IOException {
      Level level = levels.element();
      switch (token) {
        case FIELD_NAME -> level.key = parser.currentName();
        case START_OBJECT, START_ARRAY -> {
          levels.push(new Level(path(level), token == JsonToken.START_ARRAY));
          level.index++;
        }
        case END_OBJECT, END_ARRAY -> levels.pop();
        default -> {
          String text = token == JsonToken.VALUE_NULL ? null : parser.getText();
          pending =
              level.array
                  ? new Leaf(level.path, level.index, text)
                  : new Leaf(path(level), -1, text);
          level.index++;
        }
      }
    }

    private void keep() {
      if (pending != null) {
        leaves.add(pending);
        pending = null;
      }
    }

    private static String path(Level level) {
      String last = level.array ? Integer.toString(level.index) : level.key;
      return level.path.isEmpty() ? last : level.path + "." + last;
    }
  }
}
