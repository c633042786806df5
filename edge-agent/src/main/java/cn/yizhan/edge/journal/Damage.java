package cn.yizhan.edge.journal;

/**
 * Bytes of a segment file that are no record.
 *
 * @param file name of the file
 * @param offset where they start
 * @param bytes how many
 * @param sort what happened to them, as far as can be told
 */
public record Damage(String file, long offset, long bytes, Sort sort) {
  /** What happened to the bytes. */
  public enum Sort {
    /**
     * The end of a record that was being written: it had not been made durable, so nothing that was
     * acknowledged to anybody is missing.
     */
    TORN,
    /** Something that had been written whole is not whole any more. */
    DAMAGED
  }

  /** The line for people. */
  public String text() {
    return file
        + ": "
        + bytes
        + " bytes at "
        + offset
        + " "
        + (sort == Sort.TORN ? "torn" : "damaged");
  }
}
