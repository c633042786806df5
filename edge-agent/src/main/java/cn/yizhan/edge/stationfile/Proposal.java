package cn.yizhan.edge.stationfile;

import cn.yizhan.edge.wiring.Family;
import cn.yizhan.edge.wiring.Place;
import cn.yizhan.edge.wiring.WiredDevice;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An entry for the station file.
 *
 * @param id a name that is still free
 * @param family how the device speaks
 * @param name what it calls itself
 * @param place where it may be; null when nothing tells
 * @param count how many messages were heard of it
 */
public record Proposal(String id, Family family, String name, @Nullable Place place, long count) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9._/-]*");
  private static final Set<String> WORDS = Set.of("true", "false", "null");
  private static final int LONGEST_ID = 28;

  /** What is still free in a station file while entries for it are made. */
  static final class Free {
    private final Set<String> ids = new HashSet<>();
    private final Queue<Place> bays = new ArrayDeque<>();

    Free(StationFile file) {
      file.wiring().devices().stream().map(WiredDevice::id).forEach(ids::add);
      file.bays().stream()
          .map(bay -> Place.bay(bay.number()))
          .filter(place -> file.wiring().at(place).isEmpty())
          .forEach(bays::add);
    }

    Proposal propose(Guess guess) {
      Place place = Guess.ANY_BAY.equals(guess.place()) ? bays.poll() : guess.place();
      String id = guess.family() == Family.SENML ? guess.name() : id(guess);
      return new Proposal(id, guess.family(), guess.name(), place, guess.count());
    }

    private String id(Guess guess) {
      String plain =
          guess.name().replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[._-]+|[._-]+$", "");
      String stem = plain.isEmpty() ? guess.family().word() : plain;
      String cut = stem.length() > LONGEST_ID ? stem.substring(stem.length() - LONGEST_ID) : stem;
      String base = cut.replaceAll("^[._-]+", "");
      String id = base;
      for (int i = 2; !ids.add(id); i++) {
        id = base + "-" + i;
      }
      return id;
    }
  }

  /** The entry as a line of YAML, with what is to be known of it as a comment. */
  public String yaml(Language language) {
    StringBuilder line = new StringBuilder("  - {id: ").append(scalar(id));
    line.append(", family: ").append(family.word());
    switch (family) {
      case ZIGBEE2MQTT -> line.append(", name: ").append(scalar(name));
      case TASMOTA, SHELLY, SHELLY_GEN1 -> line.append(", topic: ").append(scalar(name));
      default -> {}
    }
    line.append(", ").append(at()).append("}  # ");
    return line.append(language.of("听到 " + count + " 次", "heard " + count + " times"))
        .append(place == null ? language.of("，位置未知", "; place not known") : "")
        .toString();
  }

  private String at() {
    Place there = place;
    if (there == null) {
      return "at: none";
    }
    return there.kind() == Place.Kind.BAY ? "bay: " + there.bay() : "at: " + there;
  }

  /** A text as YAML reads it again. */
  static String scalar(String text) {
    if (PLAIN.matcher(text).matches() && !WORDS.contains(text)) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\');
      }
      quoted.append(c < ' ' ? ' ' : c);
    }
    return quoted.append('"').toString();
  }
}
