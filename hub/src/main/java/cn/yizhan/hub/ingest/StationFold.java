package cn.yizhan.hub.ingest;

import cn.yizhan.hub.ingest.Batch.SavedTwin;
import cn.yizhan.hub.ingest.Batch.Stand;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Item;
import cn.yizhan.hub.rules.Occurrence;
import cn.yizhan.hub.rules.OpenCondition;
import cn.yizhan.hub.rules.Profile;
import cn.yizhan.hub.rules.Twin;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.Birth;
import cn.yizhan.protocol.message.LanePosition;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointScope;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a session knows of its station, as of the last message folded in: the twin, where the lanes
 * stand, codes. Made from what is stored; made anew when a batch that changed it was refused.
 */
final class StationFold {
  private final long generation;
  private final StationStore.Codes codes;
  private final Twin twin;
  private final Map<Lane, LaneCursor> cursors = new EnumMap<>(Lane.class);
  private final Allowance allowance;
  private StationStore.Registration registration;
  private PointScope scope;
  private List<Fact> found = new ArrayList<>(0);
  private @Nullable Birth birth;
  private long newest;
  private long twinSaved;
  private boolean twinChanged;

  private StationFold(StationStore.Opened opened, Twin twin) {
    this.generation = opened.generation();
    this.codes = opened.codes();
    this.twin = twin;
    this.allowance = new Allowance(opened.refusedToday());
    this.registration = opened.registration();
    this.scope = scopeOf(registration.profile(), null);
    Map<Integer, String> names = new HashMap<>();
    codes.epochs().forEach((name, code) -> names.put(code, name));
    for (Lane lane : Lane.values()) {
      Stand stand = opened.lanes().getOrDefault(lane, new Stand(0, 0));
      String epoch = names.getOrDefault(stand.epoch(), "");
      cursors.put(lane, new LaneCursor(new LanePosition(epoch, stand.seq())));
    }
  }

  /**
   * The fold of a station just taken over, or null when there is no saved twin that can be used and
   * reaches, with what follows it, to where the lanes stand; then it is to be made from the whole
   * history.
   *
   * @param now the hub's clock
   */
  static @Nullable StationFold open(StationStore.Opened opened, long now) {
    SavedTwin saved = opened.twin();
    if (saved == null) {
      return null;
    }
    Twin twin;
    try {
      twin = Twin.restore(opened.registration().profile(), saved.state());
    } catch (IllegalArgumentException otherVersion) {
      return null;
    }
    StationFold fold = new StationFold(opened, twin);
    fold.newest = saved.received();
    fold.twinSaved = 1;
    for (Occurrence past : opened.tail()) {
      fold.found.addAll(fold.recall(past, now));
    }
    return fold.caughtUp() ? fold : null;
  }

  /**
   * The fold of a station to be made from everything stored of it, with {@link #takeUp} in the
   * order of receipt.
   */
  static StationFold anew(StationStore.Opened opened) {
    return new StationFold(opened, Twin.fresh(opened.registration().profile()));
  }

  /**
   * Takes in what was stored. Nothing is told of what is over: that was done when it was stored, by
   * the thresholds of its day.
   */
  void takeUp(Occurrence past, long now) {
    recall(past, now);
  }

  /** Takes over what was told and whose end was not, after all that was stored. */
  void takeUp(List<OpenCondition> open) {
    twin.adopt(open);
  }

  private List<Fact> recall(Occurrence past, long now) {
    newest = Math.max(newest, past.received());
    return twin.recall(past, now);
  }

  private boolean caughtUp() {
    for (Map.Entry<Lane, LaneCursor> lane : cursors.entrySet()) {
      if (!lane.getValue().epoch().isEmpty()
          && !twin.position(lane.getKey()).equals(lane.getValue().position())) {
        return false;
      }
    }
    return true;
  }

  private static PointScope scopeOf(Profile profile, @Nullable Birth birth) {
    Map<String, String> units = new HashMap<>();
    for (Item item : profile.items()) {
      units.put(item.code(), item.unit());
    }
    return PointCatalogue.standard()
        .scope(
            profile.bays(),
            units,
            birth == null ? List.of() : birth.devices(),
            birth == null ? List.of() : birth.points());
  }

  /** Facts found while the fold was made; given once, to be stored with what comes next. */
  List<Fact> takeFound() {
    List<Fact> taken = found;
    found = List.of();
    return taken;
  }

  /** Takes in what the agent declares: devices and points of its own. */
  void born(Birth declared) {
    birth = declared;
    scope = scopeOf(registration.profile(), declared);
  }

  /** Takes over a changed registration. */
  void registered(StationStore.Registration changed) {
    registration = changed;
    scope = scopeOf(changed.profile(), birth);
    twin.profile(changed.profile());
  }

  /** Database id of the station. */
  int station() {
    return registration.profile().station();
  }

  long generation() {
    return generation;
  }

  StationStore.Registration registration() {
    return registration;
  }

  @Nullable Birth birth() {
    return birth;
  }

  PointScope scope() {
    return scope;
  }

  StationStore.Codes codes() {
    return codes;
  }

  Twin twin() {
    return twin;
  }

  Allowance allowance() {
    return allowance;
  }

  LaneCursor cursor(Lane lane) {
    LaneCursor cursor = cursors.get(lane);
    if (cursor == null) {
      throw new IllegalStateException("no lane " + lane);
    }
    return cursor;
  }

  /** Where the lane stands, as the database knows it. */
  Stand stand(Lane lane) {
    LaneCursor cursor = cursor(lane);
    return new Stand(epochCode(cursor.epoch()), cursor.seq());
  }

  /** Code of an epoch, 0 for none. */
  int epochCode(String name) {
    return name.isEmpty() ? 0 : codes.epochs().getOrDefault(name, 0);
  }

  /** Highest number per lane, for {@code config}. */
  Map<Lane, LanePosition> positions() {
    Map<Lane, LanePosition> positions = new EnumMap<>(Lane.class);
    cursors.forEach((lane, cursor) -> positions.put(lane, cursor.position()));
    return positions;
  }

  /** Notes that the twin differs from its saved state. */
  void touched() {
    twinChanged = true;
  }

  /** Notes that a message that came then has been folded in. */
  void touched(long received) {
    newest = Math.max(newest, received);
    twinChanged = true;
  }

  /** Whether the twin was never saved, or has changed and was last saved before that time. */
  boolean twinDue(long before) {
    return twinChanged && twinSaved < before;
  }

  /** The twin, from now on counted as saved. */
  SavedTwin saveTwin(long now) {
    twinSaved = now;
    twinChanged = false;
    return new SavedTwin(twin.state(), newest);
  }
}
