package cn.yizhan.hub.escalation;

import cn.yizhan.hub.alerts.DeadlineKind;
import cn.yizhan.protocol.config.ConfigFault;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Policies as JSON; everything that is wrong with one is found at once. */
public final class PolicyJson {
  static final Policy STANDARD = standard();

  /** Most lines of a policy, and most steps of a line. */
  private static final int MOST = 50;

  private final List<ConfigFault> faults = new ArrayList<>();

  private PolicyJson() {}

  /**
   * What came of reading.
   *
   * @param policy the policy, null when it has faults
   * @param faults all that is wrong, each with its place
   */
  public record Read(@Nullable Policy policy, List<ConfigFault> faults) {}

  /** Reads a policy. */
  public static Read read(JsonNode json) {
    PolicyJson reader = new PolicyJson();
    WorkingHours hours = reader.hours(json.path("workingHours"));
    List<PolicyLine> lines = new ArrayList<>();
    JsonNode given = json.path("lines");
    if (!given.isArray() || given.isEmpty() || given.size() > MOST) {
      reader.fault("lines", "expected 1 to " + MOST + " lines");
    } else {
      for (int i = 0; i < given.size(); i++) {
        lines.add(reader.line("lines[" + i + "]", given.get(i)));
      }
    }
    return hours == null || !reader.faults.isEmpty()
        ? new Read(null, List.copyOf(reader.faults))
        : new Read(new Policy(hours, lines), List.of());
  }

  private static Policy standard() {
    Read read = read(Resources.read("policy.json"));
    if (read.policy() == null) {
      throw new IllegalStateException("policy.json: " + read.faults());
    }
    return read.policy();
  }

  private @Nullable WorkingHours hours(JsonNode json) {
    LocalTime from = time("workingHours.from", json.path("from"));
    LocalTime until = time("workingHours.until", json.path("until"));
    if (from == null || until == null) {
      return null;
    }
    if (!from.isBefore(until)) {
      fault("workingHours.until", "is not later than from");
      return null;
    }
    return new WorkingHours(from, until);
  }

  private @Nullable LocalTime time(String place, JsonNode json) {
    try {
      return LocalTime.parse(json.asText());
    } catch (DateTimeParseException e) {
      fault(place, "expected a time like 08:30");
      return null;
    }
  }

  private PolicyLine line(String place, JsonNode json) {
    Set<Severity> severities =
        words(place + ".severities", json.path("severities"), PolicyJson::severity, Severity.class);
    Set<DeadlineKind> kinds =
        words(place + ".kinds", json.path("kinds"), PolicyJson::kind, DeadlineKind.class);
    Set<String> rules = rules(place + ".rules", json.path("rules"));
    boolean workingTime = json.path("workingTime").asBoolean(false);
    if (workingTime) {
      checkWorkingTime(place + ".workingTime", severities, kinds, rules);
    }
    return new PolicyLine(
        severities, kinds, rules, workingTime, steps(place + ".steps", json.path("steps")));
  }

  /** What is urgent, and taking an alert on, does not wait for office hours. */
  private void checkWorkingTime(
      String place, Set<Severity> severities, Set<DeadlineKind> kinds, Set<String> rules) {
    if (severities.isEmpty()
        || severities.contains(Severity.CRITICAL)
        || severities.contains(Severity.MAJOR)) {
      fault(place, "only deadlines of minor and info alerts may count working time");
    }
    if (kinds.isEmpty() || kinds.contains(DeadlineKind.ACKNOWLEDGE)) {
      fault(place, "only resolve and recheck deadlines may count working time");
    }
    if (rules.stream().anyMatch(PolicyLine::safety)) {
      fault(place, "deadlines of safety rules count every hour");
    }
  }

  private List<PolicyStep> steps(String place, JsonNode json) {
    if (!json.isArray() || json.isEmpty() || json.size() > MOST) {
      fault(place, "expected 1 to " + MOST + " steps");
      return List.of();
    }
    List<PolicyStep> steps = new ArrayList<>();
    for (int i = 0; i < json.size(); i++) {
      JsonNode step = json.get(i);
      Offset after = Offset.parse(step.path("after").asText());
      DutyRole to = DutyRole.of(step.path("to").asText());
      String here = place + "[" + i + "]";
      if (after == null) {
        fault(
            here + ".after",
            "expected a share of the time allowed from -100% to 1000%, or a length of at most "
                + Offset.LONGEST.toDays()
                + " days like PT15M or -PT5M");
      }
      if (to == null) {
        fault(here + ".to", "expected one of " + words(DutyRole.values(), DutyRole::word));
      }
      if (after != null && to != null) {
        steps.add(new PolicyStep(after, to));
      }
    }
    return steps;
  }

  private Set<String> rules(String place, JsonNode json) {
    Set<String> rules = new LinkedHashSet<>();
    for (int i = 0; i < json.size(); i++) {
      String rule = json.get(i).asText();
      if (RuleCatalogue.standard().find(rule) == null) {
        fault(place + "[" + i + "]", "no rule is called " + rule);
      } else {
        rules.add(rule);
      }
    }
    return rules;
  }

  private <E extends Enum<E>> Set<E> words(
      String place, JsonNode json, Function<String, @Nullable E> of, Class<E> type) {
    Set<E> found = EnumSet.noneOf(type);
    for (int i = 0; i < json.size(); i++) {
      E word = of.apply(json.get(i).asText());
      if (word == null) {
        fault(place + "[" + i + "]", "is not one of the words");
      } else {
        found.add(word);
      }
    }
    return found;
  }

  private static @Nullable Severity severity(String word) {
    return Stream.of(Severity.values()).filter(s -> s.word().equals(word)).findAny().orElse(null);
  }

  private static @Nullable DeadlineKind kind(String word) {
    return Stream.of(DeadlineKind.values())
        .filter(kind -> kind.word().equals(word))
        .findAny()
        .orElse(null);
  }

  private static <T> List<String> words(T[] all, Function<T, String> word) {
    return Stream.of(all).map(word).toList();
  }

  private void fault(String place, String detail) {
    faults.add(new ConfigFault(place, detail));
  }

  /** Writes a policy as {@link #read} reads it. */
  public static ObjectNode write(Policy policy) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putObject("workingHours")
        .put("from", policy.hours().from().toString())
        .put("until", policy.hours().until().toString());
    ArrayNode lines = json.putArray("lines");
    policy.lines().forEach(line -> write(lines.addObject(), line));
    return json;
  }

  private static void write(ObjectNode json, PolicyLine line) {
    list(json.putArray("severities"), line.severities().stream().sorted().map(Severity::word));
    list(json.putArray("kinds"), line.kinds().stream().sorted().map(DeadlineKind::word));
    list(json.putArray("rules"), line.rules().stream().sorted());
    json.put("workingTime", line.workingTime());
    ArrayNode steps = json.putArray("steps");
    for (PolicyStep step : line.steps()) {
      steps.addObject().put("after", step.after().text()).put("to", step.to().word());
    }
  }

  private static void list(ArrayNode array, Stream<String> words) {
    words.forEach(word -> array.add(Objects.requireNonNull(word)));
  }
}
