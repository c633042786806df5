package cn.yizhan.edge.stationfile;

import cn.yizhan.edge.wiring.Wiring;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A station as its file describes it.
 *
 * @param enrolment where it says who the station is; null when that is missing
 * @param data the agent's folder, relative to the file; null when it is missing
 * @param listen where hardware connects
 * @param status where the status page is; null for none
 * @param wiring the hardware
 * @param bays the charging bays; empty when the enrolment names them
 * @param items codes of the supply items; empty when the enrolment names them
 * @param buses what there is on Modbus
 */
public record StationFile(
    @Nullable EnrolmentSource enrolment,
    @Nullable String data,
    Listen listen,
    @Nullable HostPort status,
    Wiring wiring,
    List<BaySetup> bays,
    List<String> items,
    Buses buses) {
  /** Where the status page is when the file does not say. */
  static final HostPort STATUS = new HostPort("127.0.0.1", 8080);

  /** Keeps copies. */
  public StationFile {
    bays = List.copyOf(bays);
    items = List.copyOf(items);
  }

  /**
   * The station in a file. What hangs on other files is not looked at, nor what hangs on the bays
   * and items, which may come from the enrolment: {@link CrossCheck} does that.
   *
   * @param bytes the file
   * @param problems where everything that is wrong with it is added
   * @return as much as could be understood; null when nothing could
   */
  public static @Nullable StationFile read(byte[] bytes, Problems problems) {
    ObjectNode root = YamlTree.read(bytes, problems);
    return root == null ? null : new StationReader(new Section(root, "", problems)).read();
  }

  /** The same station with those bays and items, when it has none of its own. */
  public StationFile with(List<BaySetup> otherBays, List<String> otherItems) {
    return new StationFile(
        enrolment,
        data,
        listen,
        status,
        wiring,
        bays.isEmpty() ? otherBays : bays,
        items.isEmpty() ? otherItems : items,
        buses);
  }
}
