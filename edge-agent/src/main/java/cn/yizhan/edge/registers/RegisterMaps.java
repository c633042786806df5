package cn.yizhan.edge.registers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The register maps the program has, and those of installers. */
public final class RegisterMaps {
  private static final List<String> NAMES =
      List.of("sdm120", "sdm230", "sdm630", "ddsu666", "waveshare-relay-8ch");

  private RegisterMaps() {}

  /** Names of the maps the program has. */
  public static List<String> names() {
    return NAMES;
  }

  /** A map the program has, or null. */
  public static @Nullable RegisterMap named(String name) {
    if (!NAMES.contains(name)) {
      return null;
    }
    try (InputStream in = RegisterMaps.class.getResourceAsStream(name + ".json")) {
      if (in == null) {
        throw new IllegalStateException("missing from the program: " + name);
      }
      return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The map in that text.
   *
   * @param json as {@code docs/hardware/modbus.md} describes it
   * @throws IllegalArgumentException when it is wrong, saying where and what was expected
   */
  public static RegisterMap read(String json) {
    return new RegisterMapJson(json).map();
  }
}
