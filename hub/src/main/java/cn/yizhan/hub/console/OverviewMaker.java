package cn.yizhan.hub.console;

import cn.yizhan.hub.console.Latest.Value;
import cn.yizhan.hub.console.Overview.BayLine;
import cn.yizhan.hub.console.Overview.Cut;
import cn.yizhan.hub.console.Overview.StationLine;
import cn.yizhan.hub.console.Overview.SupplyLine;
import cn.yizhan.hub.console.Overview.Totals;
import cn.yizhan.hub.rules.Item;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the overview out of what is stored. A value older than its point allows is unknown, and so
 * is what goes on now in a station that is offline; its supplies do not change so fast and stay.
 */
final class OverviewMaker {
  /** The word of a bay whose state is not known now. */
  static final String UNKNOWN = "unknown";

  private static final int SUPPLIES_SHOWN = 3;
  private static final Comparator<SupplyLine> LOWEST_FIRST =
      Comparator.comparing((SupplyLine supply) -> supply.level() == null)
          .thenComparing(OverviewMaker::abundance)
          .thenComparing(SupplyLine::item);

  private final PointCatalogue catalogue;

  OverviewMaker(PointCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * The overview.
   *
   * @param now epoch milliseconds
   */
  Overview overview(Snapshot snapshot, long now) {
    List<OpenAlert> cuts = snapshot.alerts().stream().filter(OpenAlert::holdsCut).toList();
    List<StationLine> lines = new ArrayList<>();
    for (Snapshot.Entry entry : snapshot.stations()) {
      lines.add(
          line(
              entry,
              new Values(snapshot.latest(), entry.id(), now),
              cuts.stream().filter(cut -> cut.site().isAt(entry.place().code())).toList()));
    }
    return new Overview(now, totals(lines, snapshot.openAlerts()), snapshot.alerts(), lines);
  }

  private static Totals totals(List<StationLine> lines, int openAlerts) {
    int stations = 0;
    int online = 0;
    int people = 0;
    int bays = 0;
    int free = 0;
    for (StationLine line : lines) {
      if (line.suspended()) {
        continue;
      }
      stations++;
      online += Boolean.TRUE.equals(line.presence().online()) ? 1 : 0;
      people += Objects.requireNonNullElse(line.people(), 0);
      bays += line.bays().size();
      for (BayLine bay : line.bays()) {
        free += bay.state().equals("Available") && bay.cut() == null ? 1 : 0;
      }
    }
    return new Totals(stations, online, openAlerts, people, bays, free);
  }

  private StationLine line(Snapshot.Entry entry, Values values, List<OpenAlert> cuts) {
    boolean lost = entry.presence().lost();
    List<BayLine> bays = new ArrayList<>();
    for (Config.Bay bay : entry.bays()) {
      bays.add(bay(bay, lost ? null : values, cuts));
    }
    Double people = lost ? null : values.now("room/people");
    return new StationLine(
        entry.place(),
        entry.suspended(),
        entry.presence(),
        bays,
        supplies(entry.items(), values),
        people == null ? null : (int) Math.round(people));
  }

  private BayLine bay(Config.Bay bay, @Nullable Values values, List<OpenAlert> cuts) {
    String prefix = "bay/" + bay.number() + "/";
    Double state = values == null ? null : values.now(prefix + "state");
    Double power = values == null ? null : values.now(prefix + "power");
    Double temperature = values == null ? null : values.now(prefix + "temperature");
    return new BayLine(
        bay.number(),
        bay.use(),
        state == null ? UNKNOWN : word(prefix + "state", state),
        cut(bay.number(), cuts),
        power == null ? null : (int) Math.round(power),
        temperature == null ? null : Math.round(temperature * 10) / 10.0);
  }

  private String word(String point, double index) {
    PointType type = catalogue.typeOf(point);
    List<String> words = type == null ? List.of() : type.values().words();
    return index >= 0 && index < words.size() ? words.get((int) index) : UNKNOWN;
  }

  private static @Nullable Cut cut(int bay, List<OpenAlert> alerts) {
    Cut cut = null;
    for (OpenAlert alert : alerts) {
      String subject = alert.cause().subject();
      if (subject.equals("bay/" + bay) || subject.equals("station")) {
        cut = alert.latched() ? Cut.LATCHED : Objects.requireNonNullElse(cut, Cut.CUT);
      }
    }
    return cut;
  }

  private static List<SupplyLine> supplies(List<Item> items, Values values) {
    List<SupplyLine> lines = new ArrayList<>();
    for (Item item : items) {
      Double level = values.now("supply/" + item.code() + "/level");
      lines.add(new SupplyLine(item.code(), level, item.unit(), item.capacity(), item.minimum()));
    }
    lines.sort(LOWEST_FIRST);
    return List.copyOf(lines.subList(0, Math.min(SUPPLIES_SHOWN, lines.size())));
  }

  /** What is left as a share: below 1 at the minimum, up to 2 when full. */
  private static double abundance(SupplyLine supply) {
    double level = Objects.requireNonNullElse(supply.level(), 0.0);
    double above = level - supply.minimum();
    return above <= 0
        ? share(level, supply.minimum())
        : 1 + share(above, supply.capacity() - supply.minimum());
  }

  private static double share(double part, double whole) {
    return whole <= 0 ? 1 : part / whole;
  }

  /** The values of one station as of now. */
  private final class Values {
    private final Latest latest;
    private final int station;
    private final long now;

    private Values(Latest latest, int station, long now) {
      this.latest = latest;
      this.station = station;
      this.now = now;
    }

    private @Nullable Double now(String point) {
      Value value = latest.of(station, point);
      PointType type = catalogue.typeOf(point);
      return value == null || type == null || value.at() + type.maxAge().toMillis() < now
          ? null
          : Double.valueOf(value.value());
    }
  }
}
