package cn.yizhan.edge.cli;

import cn.yizhan.edge.registers.RegisterMaps;
import cn.yizhan.edge.stationfile.Buses;
import cn.yizhan.edge.stationfile.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * The register maps that a station file names: those of the program, and files of the installer's.
 */
final class MapFiles {
  private static final String FILE = ".json";

  private final Path folder;
  private final Problems problems;

  MapFiles(Path folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  /** The same buses, with whole paths of the installer's maps. */
  Buses resolve(Buses described) {
    List<Buses.Unit> units = described.units().stream().map(this::resolve).toList();
    return new Buses(described.lines(), units);
  }

  private Buses.Unit resolve(Buses.Unit unit) {
    String name = unit.map();
    String place = problems.placeOf("device", unit.device()) + ".map";
    if (RegisterMaps.names().contains(name)) {
      return unit;
    }
    if (!name.endsWith(FILE)) {
      problems.error(
          place,
          "没有寄存器表 " + name + "，现有 " + RegisterMaps.names() + "，或一个 .json 文件",
          "there is no map " + name + "; known are " + RegisterMaps.names() + ", or a .json file");
      return unit;
    }
    try {
      Path file = folder.resolve(name);
      RegisterMaps.read(Files.readString(file));
      return new Buses.Unit(
          unit.device(), unit.bus(), unit.unit(), file.toString(), unit.everyMs());
    } catch (IOException | InvalidPathException e) {
      problems.error(place, "无法读取 " + name, "cannot be read: " + name);
    } catch (IllegalArgumentException e) {
      problems.error(place, name + "：" + e.getMessage(), name + ": " + e.getMessage());
    }
    return unit;
  }
}
