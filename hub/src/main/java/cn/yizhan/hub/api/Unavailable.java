package cn.yizhan.hub.api;

/** A failure of ours that passes: the database is away or took too long. */
public final class Unavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param sentence what the client is told
   * @param cause what happened
   */
  public Unavailable(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
