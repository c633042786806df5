package cn.yizhan.protocol.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules by id. Their source is {@code rules.json} beside this class. */
public final class RuleCatalogue {
  private static final RuleCatalogue STANDARD = read();

  private final Map<String, Rule> rules;

  /**
   * A catalogue of these rules.
   *
   * @throws IllegalArgumentException when two have one id
   */
  public RuleCatalogue(Collection<Rule> rules) {
    Map<String, Rule> byId = new LinkedHashMap<>();
    for (Rule rule : rules) {
      if (byId.put(rule.id(), rule) != null) {
        throw new IllegalArgumentException("two rules are called " + rule.id());
      }
    }
    this.rules = Collections.unmodifiableMap(byId);
  }

  /** The rules of the product. */
  public static RuleCatalogue standard() {
    return STANDARD;
  }

  /** The rule of that id, or null. */
  public @Nullable Rule find(String id) {
    return rules.get(id);
  }

  /**
   * The rule of that id.
   *
   * @throws IllegalArgumentException when there is none
   */
  public Rule rule(String id) {
    Rule rule = rules.get(id);
    if (rule == null) {
      throw new IllegalArgumentException("no rule is called " + id);
    }
    return rule;
  }

  /** All rules in the order of the catalogue. */
  public Collection<Rule> rules() {
    return rules.values();
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
