package cn.yizhan.edge.journal;

import java.io.IOException;

/** The journal is full of what must not be dropped; the record was not taken. */
public final class JournalFullException extends IOException {
  private static final long serialVersionUID = 1L;

  JournalFullException(String message) {
    super(message);
  }
}
