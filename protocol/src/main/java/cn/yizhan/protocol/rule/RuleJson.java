package cn.yizhan.protocol.rule;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the rule catalogue and refuses one that names thresholds it does not have. */
final class RuleJson {
  private final JsonNode rule;
  private final String id;
  private final Map<String, Threshold> thresholds = new LinkedHashMap<>();

  private RuleJson(JsonNode rule) {
    this.rule = rule;
    this.id = text(rule, "id");
  }

  /**
   * The rules in the document.
   *
   * @throws IllegalArgumentException when it is no catalogue
   */
  static List<Rule> read(InputStream in) throws IOException {
    return each(JsonMapper.builder().build().readTree(in), node -> new RuleJson(node).cases())
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  /** A rule has its subject, levels and end itself, or several cases that do. */
  private List<Rule> cases() {
    for (Map.Entry<String, JsonNode> entry : required(rule, "thresholds").properties()) {
      thresholds.put(entry.getKey(), threshold(entry.getValue()));
    }
    JsonNode cases = rule.get("cases");
    return cases == null ? List.of(rule(rule)) : each(cases, this::rule);
  }

  private Rule rule(JsonNode of) {
    JsonNode condition = rule.get("condition");
    String by = optional(rule, "judgedBy");
    Rule read =
        new Rule(
            id,
            required(rule, "version").intValue(),
            new Rule.Subject(text(of, "subject"), use(optional(of, "use"))),
            new Rule.Condition(
                each(required(of, "levels"), this::level),
                clear(required(of, "clear")),
                by == null ? JudgedBy.READINGS : JudgedBy.of(by)),
            Map.copyOf(thresholds),
            edge(rule.get("edge")),
            deadlines(required(rule, "deadlines")),
            new Rule.Texts(
                label(required(rule, "title")),
                each(required(rule, "whatToDo"), RuleJson::label),
                condition == null ? null : label(condition)));
    check(read);
    return read;
  }

  private void check(Rule read) {
    boolean asks = read.condition().judgedBy().byTerms() && read.texts().condition() == null;
    if (asks && read.condition().levels().stream().anyMatch(level -> level.when().isEmpty())) {
      throw bad("a level asks nothing");
    }
    if (!asks && (read.terms().findAny().isPresent() || read.texts().condition() == null)) {
      throw bad("what is not asked in terms is said in words");
    }
    List<Term> terms = read.terms().toList();
    for (Term term : terms) {
      if (term.after() != null
          && terms.stream().noneMatch(other -> other.point().equals(term.after()))) {
        throw bad("nothing is asked about " + term.after());
      }
    }
    for (int i = 1; i < read.condition().levels().size(); i++) {
      Severity before = read.condition().levels().get(i - 1).severity();
      if (read.condition().levels().get(i).severity().worseThan(before)) {
        throw bad("levels are not in order, the worst first");
      }
    }
  }

  private static Threshold threshold(JsonNode node) {
    JsonNode value = node.get("value");
    return new Threshold(
        value == null ? null : value.doubleValue(),
        optional(node, "from"),
        optional(node, "unit"),
        range(node.get("range")),
        text(node, "source"));
  }

  private static Threshold.@Nullable Range range(@Nullable JsonNode ends) {
    return ends == null
        ? null
        : new Threshold.Range(ends.get(0).doubleValue(), ends.get(1).doubleValue());
  }

  private Rule.Level level(JsonNode node) {
    JsonNode subjects = node.get("subjects");
    return new Rule.Level(
        Severity.of(text(node, "severity")),
        subjects == null ? Set.of() : Set.copyOf(each(subjects, JsonNode::textValue)),
        terms(node, "when"),
        or(node),
        name(node, "hold"));
  }

  private List<Term> terms(JsonNode node, String field) {
    JsonNode terms = node.get(field);
    return terms == null ? List.of() : each(terms, this::term);
  }

  private List<List<Term>> or(JsonNode node) {
    JsonNode lists = node.get("or");
    return lists == null ? List.of() : each(lists, list -> each(list, this::term));
  }

  private Rule.Clear clear(JsonNode node) {
    String by = optional(node, "by");
    List<Term> when = terms(node, "when");
    if ((by != null) == !when.isEmpty()) {
      throw bad("an end is by hand or asks something");
    }
    return new Rule.Clear(when, or(node), name(node, "hold"), "hand".equals(by));
  }

  private Term term(JsonNode node) {
    String limit = name(node, "limit");
    String window = name(node, "window");
    String readings = name(node, "readings");
    String span = name(node, "span");
    Term.Test test = Term.Test.of(text(node, "test"));
    boolean rising = test == Term.Test.RISING;
    if (test.ofWords() != (limit == null) || rising != (readings != null && span != null)) {
      throw bad("a term lacks its limit or has one for words, or a rise its window and others");
    }
    Term.Count count = count(node, rising ? null : window);
    boolean summed = text(node, "point").indexOf('*') >= 0;
    boolean windowed = window != null && !rising;
    if ((rising && (window == null || summed))
        || (windowed && count == null)
        || (summed && (count != null || test.ofSilence() || test.ofStillness()))) {
      throw bad("a window or a count that cannot be");
    }
    return new Term(
        text(node, "point"),
        optional(node, "after"),
        test,
        limit,
        test.ofWords() || node.has("words") ? words(node) : List.of(),
        optional(node, "times"),
        count,
        window == null || readings == null || span == null
            ? null
            : new Term.Rise(window, readings, span));
  }

  private Term.@Nullable Count count(JsonNode node, @Nullable String window) {
    String atLeast = name(node, "count");
    String fewer = name(node, "fewerThan");
    if (fewer != null && (atLeast != null || window == null)) {
      throw bad("fewer than a number are counted in a window");
    }
    String readings = atLeast == null ? fewer : atLeast;
    return readings == null ? null : new Term.Count(readings, window, fewer != null);
  }

  /** Codes of words, which must be some of the point's. */
  private List<Integer> words(JsonNode node) {
    String pattern = text(node, "point");
    List<Integer> codes = new ArrayList<>();
    for (PointType type : PointCatalogue.standard().types()) {
      if (type.pattern().equals(pattern.replace("*", "{n}"))) {
        required(node, "words")
            .forEach(word -> codes.add(type.values().words().indexOf(word.textValue())));
      }
    }
    if (codes.isEmpty() || codes.contains(-1)) {
      throw bad("no such words at " + pattern);
    }
    return codes;
  }

  private static Rule.@Nullable Edge edge(@Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    EdgeAct act = EdgeAct.of(text(node, "action"));
    String from = optional(node, "from");
    JsonNode siren = node.get("siren");
    return new Rule.Edge(
        act,
        EdgeScope.of(text(node, "scope")),
        required(node, "latch").booleanValue(),
        act == EdgeAct.SIREN || (siren != null && siren.booleanValue()),
        from == null ? Severity.INFO : Severity.of(from));
  }

  private static Rule.Deadlines deadlines(JsonNode node) {
    return new Rule.Deadlines(
        within(node, "acknowledge"), within(node, "resolve"), within(node, "recheck"));
  }

  private static @Nullable Duration within(JsonNode node, String field) {
    String duration = optional(node, field);
    return duration == null ? null : Duration.parse(duration);
  }

  private static Label label(JsonNode node) {
    return new Label(text(node, "zh"), text(node, "en"));
  }

  private static @Nullable BayUse use(@Nullable String word) {
    if (word == null) {
      return null;
    }
    BayUse use = BayUse.of(word);
    if (use == null) {
      throw new IllegalArgumentException("no use of a bay is called " + word);
    }
    return use;
  }

  /** The name of a threshold, which must be one of the rule's. */
  private @Nullable String name(JsonNode node, String field) {
    String name = optional(node, field);
    if (name != null && !thresholds.containsKey(name)) {
      throw bad("no threshold is called " + name);
    }
    return name;
  }

  private IllegalArgumentException bad(String what) {
    return new IllegalArgumentException("rule " + id + ": " + what);
  }

  private static <T> List<T> each(JsonNode array, Function<JsonNode, T> reader) {
    List<T> list = new ArrayList<>(array.size());
    array.forEach(node -> list.add(reader.apply(node)));
    return List.copyOf(list);
  }

  private static JsonNode required(JsonNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      throw new IllegalArgumentException("the rule catalogue lacks " + field + " in " + node);
    }
    return value;
  }

  private static String text(JsonNode node, String field) {
    return required(node, field).textValue();
  }

  private static @Nullable String optional(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value == null || value.isNull() ? null : value.textValue();
  }
}
