package cn.yizhan.edge.journal;

import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.Lost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a journal's files hold, before anything is changed. */
final class JournalOpening {
  private final String epoch;
  private final @Nullable JournalState state;
  private final List<SegmentName> names;
  private final List<Damage> damages;
  private final Map<Lane, LaneScan> scans = new EnumMap<>(Lane.class);

  private JournalOpening(String epoch, StateFile file, List<SegmentName> names) {
    JournalState known = file.found();
    this.epoch = epoch;
    this.state = known != null && known.epoch().equals(epoch) ? known : null;
    this.names = names;
    this.damages = file.damages();
  }

  /**
   * Reads the files.
   *
   * @param directory the journal's folder
   * @param state what the journal last knew of itself
   * @param fresh the epoch to begin when there is none
   * @param all whether to look through all files, or only through what a start needs
   */
  static JournalOpening of(Path directory, StateFile state, String fresh, boolean all)
      throws IOException {
    List<SegmentName> names = LaneScan.names(directory);
    JournalOpening opening = new JournalOpening(epoch(state.found(), names, fresh), state, names);
    for (Lane lane : Lane.values()) {
      opening.scans.put(lane, opening.read(directory, lane, all));
    }
    return opening;
  }

  /** The epoch of the state, unless only files of others are left. */
  private static String epoch(@Nullable JournalState state, List<SegmentName> names, String fresh) {
    List<String> epochs = names.stream().map(SegmentName::epoch).distinct().toList();
    if (state != null && (epochs.isEmpty() || epochs.contains(state.epoch()))) {
      return state.epoch();
    }
    return epochs.isEmpty() ? fresh : Collections.max(epochs);
  }

  private LaneScan read(Path directory, Lane lane, boolean all) throws IOException {
    List<SegmentName> own =
        names.stream().filter(n -> n.lane() == lane && n.epoch().equals(epoch)).toList();
    long before = own.isEmpty() ? 0 : own.get(0).firstSeq() - 1;
    long acknowledged = state == null ? before : marks(lane).acknowledged();
    LaneScan.Known known = new LaneScan.Known(acknowledged, marks(lane).next());
    return LaneScan.of(directory, own, known, all);
  }

  /** The epoch in force. */
  String epoch() {
    return epoch;
  }

  /** What the files of a lane hold. */
  LaneScan scan(Lane lane) {
    return Objects.requireNonNull(scans.get(lane));
  }

  /** How far the lane had come when the state was written. */
  JournalState.Marks marks(Lane lane) {
    return state == null ? JournalState.Marks.NONE : state.of(lane);
  }

  /** Files of other epochs: what a change of epoch that was cut off left behind. */
  List<SegmentName> strays() {
    return names.stream().filter(name -> !name.epoch().equals(epoch)).toList();
  }

  /** The losses declared before. */
  DeclaredLosses losses() {
    return new DeclaredLosses(state == null ? List.of() : state.declared());
  }

  /** The findings for people, and the losses to be declared. */
  Recovery recovery() {
    DeclaredLosses told = losses();
    long records = 0;
    List<Damage> found = new ArrayList<>(damages);
    List<Lost> lost = new ArrayList<>();
    for (Lane lane : Lane.values()) {
      LaneScan scan = scan(lane);
      records += scan.records();
      found.addAll(scan.damages());
      for (SeqRange hole : scan.holes()) {
        if (!told.declared(lane, hole) && hole.to() > marks(lane).acknowledged()) {
          lost.add(new Lost(epoch, lane, hole.from(), hole.to(), "damaged"));
        }
      }
    }
    return new Recovery(records, List.copyOf(found), List.copyOf(lost));
  }
}
