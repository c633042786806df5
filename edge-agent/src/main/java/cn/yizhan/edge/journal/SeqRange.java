package cn.yizhan.edge.journal;

/**
 * Numbers of a lane, both ends included.
 *
 * @param from first
 * @param to last
 */
public record SeqRange(long from, long to) {
  boolean covers(SeqRange other) {
    return from <= other.from && other.to <= to;
  }
}
