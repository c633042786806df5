package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import io.vertx.sqlclient.Tuple;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one place where the office an actor sees becomes SQL: statements made for somebody name the
 * column that holds the office as <code>{scope s.office}</code>, and take the actor's office as
 * their first parameter.
 *
 * <pre>{@code
 * private static final String ONE = Scope.sql("""
 *     select s.name from station s where {scope s.office} and s.code = $2""");
 *
 * tx.preparedQuery(ONE).execute(Scope.tuple(actor, code));
 * }</pre>
 */
public final class Scope {
  private static final Pattern MARK = Pattern.compile("\\{scope ([a-z_]+(?:\\.[a-z_]+)?)}");

  /**
   * The office of the hub's own synthetic alerts. No scope shows it; whoever reads offices, alerts,
   * endpoints or notifications without one leaves it out.
   */
  static final int HIDDEN = -1;

  private static final String SEEN =
      "($1 is distinct from " + HIDDEN + " and (\\$1::integer is null or $1 = \\$1::integer))";

  private Scope() {}

  /**
   * The statement with its marks replaced.
   *
   * @param statement SQL with at least one mark, its own parameters from {@code $2} on
   * @throws IllegalArgumentException when it has no mark
   */
  public static String sql(String statement) {
    Matcher matcher = MARK.matcher(statement);
    if (!matcher.find()) {
      throw new IllegalArgumentException("the statement has no {scope column}: " + statement);
    }
    return matcher.replaceAll(SEEN);
  }

  /** The parameters of such a statement: the actor's office, then the others from $2 on. */
  public static Tuple tuple(Actor actor, @Nullable Object... others) {
    Tuple tuple = Tuple.tuple().addValue(actor.office());
    for (Object other : others) {
      tuple.addValue(other);
    }
    return tuple;
  }
}
