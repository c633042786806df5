package cn.yizhan.edge.cli;

import org.jspecify.annotations.Nullable;

/** Asks somebody at a terminal. */
interface Questions {
  /** What was answered; null when nobody is there any more. */
  @Nullable String ask(String question);

  /** What was answered without being shown. */
  @Nullable String secret(String question);

  /** Tells something. */
  void tell(String text);
}
