package cn.yizhan.edge.stationfile;

import cn.yizhan.edge.mapping.Said;
import cn.yizhan.edge.wiring.WiredDevice;
import cn.yizhan.protocol.Label;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What has been heard of hardware: what was understood, counted per device, and what was not,
 * counted and kept with an example. Bounded; confined to one thread.
 */
public final class Discovery {
  /** Different things that are kept; of more only the number is. */
  public static final int MOST = 500;

  private static final int SAMPLE = 200;

  /**
   * Something that was not understood.
   *
   * @param what it, with the example that came last
   * @param count how often it came
   * @param first when it came first, milliseconds since 1970 UTC
   * @param last when it came last
   */
  public record Entry(Said.Puzzle what, long count, long first, long last) {}

  private record Key(Said.Why why, String device, String key) {}

  private final Map<Key, Entry> entries = new LinkedHashMap<>();
  private final Map<String, Long> understood = new LinkedHashMap<>();
  private long beyond;

  /**
   * Hardware has said something.
   *
   * @param at when, milliseconds since 1970 UTC
   */
  public void hear(Said said, long at) {
    for (Said.Value value : said.values()) {
      if (understood.size() < MOST || understood.containsKey(value.device())) {
        understood.merge(value.device(), 1L, Long::sum);
      }
    }
    said.puzzles().forEach(puzzle -> hear(puzzle, at));
  }

  /** Something was not understood. */
  public void hear(Said.Puzzle puzzle, long at) {
    Key key = new Key(puzzle.why(), puzzle.device(), puzzle.key());
    Entry before = entries.get(key);
    if (before == null && entries.size() >= MOST) {
      beyond++;
      return;
    }
    long count = before == null ? 1 : before.count() + 1;
    long first = before == null ? at : before.first();
    entries.put(key, new Entry(shortened(puzzle), count, first, at));
  }

  private static Said.Puzzle shortened(Said.Puzzle puzzle) {
    String sample = puzzle.sample();
    return sample.length() <= SAMPLE
        ? puzzle
        : new Said.Puzzle(puzzle.why(), puzzle.device(), puzzle.key(), sample.substring(0, SAMPLE));
  }

  /** What was not understood, by device and name. */
  public List<Entry> heard() {
    return entries.values().stream()
        .sorted(
            Comparator.comparing((Entry entry) -> entry.what().device())
                .thenComparing(entry -> entry.what().key()))
        .toList();
  }

  /** How many messages there were about things that were not kept. */
  public long beyond() {
    return beyond;
  }

  /** How many values of each wired device were understood. */
  public Map<String, Long> understood() {
    return Map.copyOf(understood);
  }

  /** Entries for the station file, one per unknown device whose family can be guessed. */
  public List<Proposal> proposals(StationFile file) {
    Map<String, Guess> guesses = new LinkedHashMap<>();
    for (Entry entry : heard()) {
      Guess guess =
          entry.what().why() == Said.Why.UNKNOWN_DEVICE
              ? Guess.of(entry, file.wiring().zigbeeBase())
              : null;
      if (guess != null) {
        guesses.merge(guess.family() + " " + guess.name(), guess, Guess::and);
      }
    }
    Proposal.Free free = new Proposal.Free(file);
    return guesses.values().stream().map(free::propose).toList();
  }

  /** All of that for an installer. */
  public List<String> report(StationFile file, Language language) {
    List<String> lines = new ArrayList<>();
    for (WiredDevice device : file.wiring().devices()) {
      Long count = understood.get(device.id());
      lines.add(
          device.id()
              + ": "
              + (count == null
                  ? language.of("没有听到", "not heard")
                  : language.of("听懂 " + count + " 个值", count + " values understood")));
    }
    for (Entry entry : heard()) {
      lines.add(line(entry, language));
    }
    if (beyond > 0) {
      lines.add(language.of("另有 " + beyond + " 条未列出", "and " + beyond + " messages more"));
    }
    List<Proposal> proposals = proposals(file);
    if (!proposals.isEmpty()) {
      lines.add("");
      lines.add(language.of("# 可加到 devices: 下，位置请核对", "# for devices:, check the places"));
      proposals.forEach(proposal -> lines.add(proposal.yaml(language)));
    }
    return lines;
  }

  private static String line(Entry entry, Language language) {
    Said.Puzzle what = entry.what();
    String why = language.of(reason(what.why()));
    return what.device()
        + " "
        + what.key()
        + ": "
        + why
        + " ("
        + entry.count()
        + "): "
        + what.sample().replaceAll("\\p{Cntrl}", " ");
  }

  private static Label reason(Said.Why why) {
    return switch (why) {
      case UNKNOWN_DEVICE -> new Label("文件里没有的设备", "not in the file");
      case UNKNOWN_VALUE -> new Label("不认识的值", "unknown value");
      case NO_PLACE -> new Label("该位置没有这种值", "no such value at its place");
      case MALFORMED -> new Label("格式不对", "malformed");
      case WRONG_UNIT -> new Label("单位不对", "wrong unit");
      case STALE -> new Label("过时的值", "old value");
    };
  }
}
