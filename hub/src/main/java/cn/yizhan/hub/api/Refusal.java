package cn.yizhan.hub.api;

import cn.yizhan.protocol.config.ConfigFault;
import java.util.List;

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

  /** A refusal because what is said at a place, though it can be read, cannot be done. */
  public static Refusal unusable(String place, String detail) {
    return new Refusal(
        new Problem(Problem.Sort.UNUSABLE, detail, List.of(new Fault(place, detail))));
  }

  /**
   * A refusal because of a configuration that cannot be.
   *
   * @param faults all that is wrong with it
   * @param prefix what to put before the place of each
   */
  public static Refusal invalid(List<ConfigFault> faults, String prefix) {
    return new Refusal(
        new Problem(
            Problem.Sort.INVALID_REQUEST,
            null,
            faults.stream()
                .map(fault -> new Fault(prefix + fault.place(), fault.detail()))
                .toList()));
  }

  /** What the client is told. */
  public Problem problem() {
    return problem;
  }
}
