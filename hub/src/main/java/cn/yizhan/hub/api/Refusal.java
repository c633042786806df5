package cn.yizhan.hub.api;

/** Ends a request with a problem; carries no stack, for it is an answer and no accident. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /**
   * @param problem what the client is told
   */
  public Refusal(Problem problem) {
    super(problem.json().encode(), null, false, false);
    this.problem = problem;
  }

  /** A refusal because what was asked for does not exist, or not in the actor's scope. */
  public static Refusal notFound(String detail) {
    return new Refusal(Problem.of(Problem.Sort.NOT_FOUND, detail));
  }

  /** A refusal because this actor may not do it. */
  public static Refusal forbidden(String detail) {
    return new Refusal(Problem.of(Problem.Sort.FORBIDDEN, detail));
  }

  /** A refusal because of one fault in the request. */
  public static Refusal invalid(String place, String detail) {
    return new Refusal(Problem.invalid(place, detail));
  }

  /** What the client is told. */
  public Problem problem() {
    return problem;
  }
}
