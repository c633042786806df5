package cn.yizhan.hub.cli;

/** Ends a command with a sentence for whoever typed it. */
public final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param sentence what is wrong and what can be done
   */
  public CommandFailure(String sentence) {
    super(sentence, null, false, false);
  }
}
