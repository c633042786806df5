package cn.yizhan.edge.journal;

import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.Lost;
import java.util.ArrayList;
import java.util.List;

/**
 * The losses that have been declared and still show in the files, so that none is declared twice.
 */
final class DeclaredLosses {
  private final List<JournalState.Declared> losses;

  DeclaredLosses(List<JournalState.Declared> losses) {
    this.losses = new ArrayList<>(losses);
  }

  boolean declared(Lane lane, SeqRange range) {
    return losses.stream().anyMatch(loss -> loss.lane() == lane && loss.range().covers(range));
  }

  void add(Lost lost) {
    long to = lost.to() == null ? lost.from() : lost.to();
    losses.add(new JournalState.Declared(lost.lane(), new SeqRange(lost.from(), to)));
  }

  /** The files with numbers up to that one are about to be deleted. */
  void forget(Lane lane, long upTo) {
    losses.removeIf(loss -> loss.lane() == lane && loss.range().to() <= upTo);
  }

  void clear() {
    losses.clear();
  }

  List<JournalState.Declared> list() {
    return List.copyOf(losses);
  }
}
