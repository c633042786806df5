package cn.yizhan.protocol.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules by id. Their source is {@code rules.json} beside this class. */
public final class RuleCatalogue {
  private static final RuleCatalogue STANDARD = read();

  private final List<Rule> rules;
  private final Map<String, List<Rule>> cases = new LinkedHashMap<>();

  /**
   * A catalogue of these rules.
   *
   * @throws IllegalArgumentException when two of one id are about one subject or differ in version
   */
  public RuleCatalogue(Collection<Rule> rules) {
    this.rules = List.copyOf(rules);
    for (Rule rule : rules) {
      List<Rule> same = cases.computeIfAbsent(rule.id(), id -> new ArrayList<>());
      for (Rule other : same) {
        if (other.subject().pattern().equals(rule.subject().pattern())
            || other.version() != rule.version()) {
          throw new IllegalArgumentException("two rules are called " + rule.id());
        }
      }
      same.add(rule);
    }
  }

  /** The rules of the product. */
  public static RuleCatalogue standard() {
    return STANDARD;
  }

  /** The rule of that id, of several cases the first; or null. */
  public @Nullable Rule find(String id) {
    List<Rule> found = cases.get(id);
    return found == null ? null : found.get(0);
  }

  /** The case of the rule of that id that is about the subject, or null. */
  public @Nullable Rule find(String id, String subject) {
    for (Rule rule : cases(id)) {
      if (Bound.partOf(rule.subject().pattern(), subject) != null) {
        return rule;
      }
    }
    return null;
  }

  /** All cases of the rule of that id, empty when there is none. */
  public List<Rule> cases(String id) {
    return Collections.unmodifiableList(cases.getOrDefault(id, List.of()));
  }

  /** Ids of all rules in the order of the catalogue. */
  public Collection<String> ids() {
    return Collections.unmodifiableCollection(cases.keySet());
  }

  /**
   * The rule of that id, of several cases the first.
   *
   * @throws IllegalArgumentException when there is none
   */
  public Rule rule(String id) {
    Rule rule = find(id);
    if (rule == null) {
      throw new IllegalArgumentException("no rule is called " + id);
    }
    return rule;
  }

  /** All rules in the order of the catalogue, one of several cases once for each. */
  public Collection<Rule> rules() {
    return rules;
  }

  /** The rules that are judged, by those who do it. */
  public RuleCatalogue judgedBy(JudgedBy who) {
    return new RuleCatalogue(
        rules.stream().filter(rule -> rule.condition().judgedBy() == who).toList());
  }

  private static RuleCatalogue read() {
    try (InputStream in = RuleCatalogue.class.getResourceAsStream("rules.json")) {
      if (in == null) {
        throw new IllegalStateException("rules.json is missing from the jar");
      }
      return new RuleCatalogue(RuleJson.read(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
