package cn.yizhan.edge.wiring;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a device, or one channel of it, is at. It decides which points the device's values are.
 *
 * @param kind what it is
 * @param part number of a bay or code of a supply item; empty for the others
 */
public record Place(Kind kind, String part) {
  private static final Pattern FORM =
      Pattern.compile("([a-z-]+)(?:/([A-Za-z0-9][A-Za-z0-9:._-]{0,31}))?");
  private static final Pattern BAY_NUMBER = Pattern.compile("[1-9][0-9]{0,5}");

  /** What a device can be at. */
  public enum Kind {
    /** A charging bay, {@code bay/3}. */
    BAY("bay"),
    /** The store of a supply item, {@code supply/water}. */
    SUPPLY("supply"),
    /** The room of the station. */
    ROOM("room"),
    /** The incoming supply of electricity. */
    MAINS("mains"),
    /** The door of the station. */
    DOOR("door"),
    /** The first-aid box. */
    FIRST_AID("first-aid"),
    /** The bookcase. */
    BOOKS("books"),
    /** The meeting room. */
    MEETING("meeting"),
    /** The button to call for help. */
    SOS("sos"),
    /** The button that takes all electricity off. */
    E_STOP("e-stop"),
    /** A siren or a light that is switched on for danger. */
    SIREN("siren"),
    /** Nothing that is reported; the device's own points only. */
    NONE("none");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As the station file writes it. */
    public String word() {
      return word;
    }
  }

  /** A place without a part. */
  public static Place of(Kind kind) {
    return new Place(kind, "");
  }

  /** The charging bay of that number. */
  public static Place bay(int number) {
    return new Place(Kind.BAY, Integer.toString(number));
  }

  /** The place in that text, {@code bay/3} or {@code room}; null when it is none. */
  public static @Nullable Place parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    String part = matcher.group(2) == null ? "" : matcher.group(2);
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.word.equals(matcher.group(1)))
        .filter(kind -> fits(kind, part))
        .findFirst()
        .map(kind -> new Place(kind, part))
        .orElse(null);
  }

  private static boolean fits(Kind kind, String part) {
    return switch (kind) {
      case BAY -> BAY_NUMBER.matcher(part).matches();
      case SUPPLY -> !part.isEmpty();
      default -> part.isEmpty();
    };
  }

  /** Number of the bay, 0 for another place. */
  public int bay() {
    return kind == Kind.BAY ? Integer.parseInt(part) : 0;
  }

  @Override
  public String toString() {
    return part.isEmpty() ? kind.word : kind.word + "/" + part;
  }
}
