package cn.yizhan.edge.stationfile;

import cn.yizhan.edge.wiring.Place;
import cn.yizhan.edge.wiring.WiredDevice;
import cn.yizhan.protocol.message.BayUse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is wired where, as a table for an installer. */
public final class Summary {
  private final StationFile file;
  private final Language language;
  private final List<String> lines = new ArrayList<>();

  private Summary(StationFile file, Language language) {
    this.file = file;
    this.language = language;
  }

  /** The lines of the table. */
  public static List<String> of(StationFile file, Language language) {
    Summary summary = new Summary(file, language);
    summary.bays();
    summary.others();
    return summary.lines;
  }

  private String say(String zh, String en) {
    return language.of(zh, en);
  }

  private void bays() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            say("充电位", "bay"), say("用途", "use"), say("设备", "devices"), say("失联自断", "dead-man")));
    for (BaySetup bay : file.bays()) {
      List<WiredDevice> there = file.wiring().at(Place.bay(bay.number()));
      String use = bay.use() == BayUse.E_BIKE ? say("电动自行车", "e-bike") : say("手机", "phone");
      String devices = there.stream().map(WiredDevice::id).collect(Collectors.joining(", "));
      rows.add(
          List.of(
              Integer.toString(bay.number()),
              use
                  + (bay.low() ? say("，低位", ", low") : "")
                  + (bay.circuit() ? say("，漏电监测回路", ", on the measured circuit") : "")
                  + (bay.idleOn() ? "" : say("，闲时断电", ", off when idle")),
              devices.isEmpty() ? "-" : devices,
              deadMan(there)));
    }
    print(rows);
  }

  private String deadMan(List<WiredDevice> there) {
    if (there.isEmpty()) {
      return "-";
    }
    List<WiredDevice> switches =
        there.stream().filter(device -> FamilyKeys.switches(device.family())).toList();
    List<WiredDevice> asked = switches.isEmpty() ? there : switches;
    int most = asked.stream().mapToInt(WiredDevice::deadManSeconds).max().orElse(0);
    return most == 0 ? say("!! 无", "!! none") : most + " s";
  }

  private void others() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of(say("设备", "device"), say("类型", "family"), say("名称", "name"), say("位置", "at")));
    for (WiredDevice device : file.wiring().devices()) {
      String at =
          device.channels().keySet().stream()
              .sorted()
              .map(channel -> at(device, channel))
              .collect(Collectors.joining(", "));
      rows.add(
          List.of(device.id(), device.family().word(), device.name(), at.isEmpty() ? "-" : at));
    }
    if (rows.size() > 1) {
      lines.add("");
      print(rows);
    }
  }

  private static String at(WiredDevice device, int channel) {
    String place = String.valueOf(device.place(channel));
    return device.channels().size() == 1 ? place : channel + "=" + place;
  }

  private void print(List<List<String>> rows) {
    int columns = rows.get(0).size();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        int column = i;
        int widest = rows.stream().mapToInt(r -> width(r.get(column))).max().orElse(0);
        line.append(row.get(i)).append(" ".repeat(widest - width(row.get(i)) + 2));
      }
      lines.add(line.toString().stripTrailing());
    }
  }

  /** Columns of a terminal; Chinese characters and their punctuation take two each. */
  static int width(String text) {
    return text.codePoints()
        .map(c -> c >= 0x1100 && !(c > 0xd7ff && c < 0xf900) && (c < 0x2000 || c > 0x2e7f) ? 2 : 1)
        .sum();
  }
}
