package cn.yizhan.hub.config;

import java.util.List;

/** Everything that is wrong with a configuration, so that one round of corrections is enough. */
public final class ConfigProblems extends Exception {
  private static final long serialVersionUID = 1L;

  /** The problems, one sentence each. */
  private final transient List<String> problems;

  /**
   * @param problems at least one
   */
  public ConfigProblems(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence a problem, each starting with the name of the setting. */
  public List<String> problems() {
    return problems;
  }
}
