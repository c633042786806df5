package cn.yizhan.protocol.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The page of the rules says what the catalogue says. */
class RulesDocumentTest {
  private static final String BEGIN = "<!-- from the catalogue -->\n";
  private static final String END = "<!-- end -->\n";

  @Test
  void thePageShowsTheCatalogueAsItIs() throws IOException {
    Path page = Path.of("../docs/rules.md");
    String text = Files.readString(page);
    String shown = text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END));
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/rules-table.md"), tables());
    assertEquals(tables(), shown, "what it should be is in protocol/target/rules-table.md");
  }

  @Test
  void everyRuleTellsPeopleWhatItIsAndWhatToDo() {
    for (Rule rule : RuleCatalogue.standard().rules()) {
      whole(rule.id(), rule.texts().title());
      assertFalse(rule.texts().whatToDo().isEmpty(), rule.id());
      rule.texts().whatToDo().forEach(step -> whole(rule.id(), step));
      assertFalse(rule.condition().levels().isEmpty(), rule.id());
      if (rule.condition().levels().get(0).when().isEmpty()) {
        Label said = rule.texts().condition();
        assertNotNull(said, rule.id());
        whole(rule.id(), said);
      }
      rule.thresholds()
          .forEach((name, each) -> assertFalse(each.source().isBlank(), rule.id() + name));
    }
  }

  private static void whole(String rule, Label label) {
    assertFalse(label.zh().isBlank() || label.en().isBlank(), rule);
  }

  private static String tables() {
    StringBuilder text = new StringBuilder();
    text.append(
        "| rule | subject | holds when | over when | the station by itself | deadlines |\n");
    text.append("|---|---|---|---|---|---|\n");
    for (Rule rule : RuleCatalogue.standard().rules()) {
      text.append(
          "| %s@%d %s, %s | %s | %s | %s | %s | %s |\n"
              .formatted(
                  rule.id(),
                  rule.version(),
                  rule.texts().title().zh(),
                  rule.texts().title().en(),
                  subject(rule),
                  holds(rule),
                  over(rule),
                  edge(rule.edge()),
                  deadlines(rule.deadlines())));
    }
    text.append("\n| rule | threshold | value | source |\n|---|---|---|---|\n");
    for (String id : RuleCatalogue.standard().ids()) {
      Rule rule = RuleCatalogue.standard().rule(id);
      new TreeMap<>(rule.thresholds())
          .forEach(
              (name, threshold) ->
                  text.append(
                      "| %s | `%s` | %s | %s |\n"
                          .formatted(id, name, value(threshold), threshold.source())));
    }
    return text.toString();
  }

  private static String subject(Rule rule) {
    String use = rule.subject().use() == null ? "" : ", " + rule.subject().use().word() + " only";
    return '`' + rule.subject().pattern() + '`' + use;
  }

  private static String holds(Rule rule) {
    Label said = rule.texts().condition();
    if (said != null) {
      return severities(rule) + ": " + said.en();
    }
    return rule.condition().levels().stream()
        .map(
            level ->
                level.severity().word()
                    + (level.subjects().isEmpty()
                        ? ""
                        : " at " + String.join(", ", level.subjects().stream().sorted().toList()))
                    + ": "
                    + lists(rule, level.when(), level.or(), level.hold()))
        .collect(Collectors.joining("; "));
  }

  private static String severities(Rule rule) {
    return rule.condition().levels().stream()
        .map(level -> level.severity().word())
        .collect(Collectors.joining(", "));
  }

  private static String over(Rule rule) {
    Rule.Clear clear = rule.condition().clear();
    if (clear.byHand()) {
      return "somebody on site has said so";
    }
    return clear.when().isEmpty() ? "–" : lists(rule, clear.when(), clear.or(), clear.hold());
  }

  private static String lists(
      Rule rule, List<Term> when, List<List<Term>> or, @Nullable String hold) {
    StringBuilder text = new StringBuilder(terms(rule, when));
    or.forEach(other -> text.append(" or ").append(terms(rule, other)));
    return text + (hold == null ? "" : " for " + value(rule, hold));
  }

  private static String terms(Rule rule, List<Term> terms) {
    return terms.stream().map(term -> term(rule, term)).collect(Collectors.joining(" and "));
  }

  private static String term(Rule rule, Term term) {
    String limit = term.limit() == null ? "" : value(rule, term.limit());
    String times = term.times() == null ? "" : " × " + term.times();
    String of = term.summed() && !term.words().isEmpty() ? "number of bays in states " : "";
    String words = term.words().isEmpty() ? "" : " " + words(term);
    String asked =
        switch (term.test()) {
          case AT_LEAST -> "≥ " + limit;
          case ABOVE -> "> " + limit;
          case AT_MOST -> "≤ " + limit;
          case BELOW -> "< " + limit;
          case RISING -> "rising ≥ " + limit;
          case IS -> "is";
          case IS_NOT -> "is not";
          case SILENT -> "silent for " + limit;
          case HEARD -> "heard within " + limit;
          case STILL -> "unchanged for " + limit;
          case CHANGING -> "changed within " + limit;
        };
    boolean counted = !of.isEmpty();
    return of
        + (counted ? words.strip() + " of " : "")
        + '`'
        + term.point()
        + "` "
        + asked
        + times
        + (counted ? "" : words)
        + (term.after() == null ? "" : " after `" + term.after() + "`")
        + count(rule, term.count());
  }

  private static String words(Term term) {
    PointType type =
        PointCatalogue.standard().types().stream()
            .filter(each -> each.pattern().equals(term.pattern()))
            .findFirst()
            .orElseThrow();
    return term.words().stream()
        .map(code -> type.values().words().get(code))
        .collect(Collectors.joining(", "));
  }

  private static String count(Rule rule, Term.@Nullable Count count) {
    if (count == null) {
      return "";
    }
    String readings = value(rule, count.readings());
    return count.window() == null
        ? " " + readings + " in a row"
        : (count.fewer() ? " fewer than " : " ") + readings + " in " + value(rule, count.window());
  }

  private static String value(Rule rule, String name) {
    Threshold threshold = rule.thresholds().get(name);
    return threshold == null ? name : value(threshold);
  }

  private static String value(Threshold threshold) {
    Double value = threshold.value();
    if (value == null) {
      return String.valueOf(threshold.from());
    }
    String number = value == Math.rint(value) ? Long.toString(value.longValue()) : value.toString();
    String unit = threshold.unit();
    return unit == null || unit.equals("1") || unit.equals("count") ? number : number + " " + unit;
  }

  private static String edge(Rule.@Nullable Edge edge) {
    return edge == null
        ? "–"
        : edge.action().word()
            + ' '
            + edge.scope().word()
            + (edge.latch() ? ", latched" : "")
            + (edge.siren() && edge.action() != EdgeAct.SIREN ? ", siren" : "")
            + (edge.from() == Severity.INFO ? "" : ", from " + edge.from().word() + " on");
  }

  private static String deadlines(Rule.Deadlines deadlines) {
    return within(deadlines.acknowledge())
        + " / "
        + within(deadlines.resolve())
        + " / "
        + within(deadlines.recheck());
  }

  private static String within(@Nullable Duration time) {
    if (time == null) {
      return "–";
    }
    return time.toHours() >= 48
        ? time.toDays() + " d"
        : time.toMinutes() >= 60 ? time.toHours() + " h" : time.toMinutes() + " min";
  }
}
