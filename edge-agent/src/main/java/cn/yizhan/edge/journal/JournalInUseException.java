package cn.yizhan.edge.journal;

import java.io.IOException;

/** Another agent works on the journal's folder; waiting does not help. */
public final class JournalInUseException extends IOException {
  private static final long serialVersionUID = 1L;

  JournalInUseException(String message) {
    super(message);
  }
}
