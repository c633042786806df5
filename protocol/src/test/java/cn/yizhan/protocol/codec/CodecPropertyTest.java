package cn.yizhan.protocol.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.message.BarePack;
import cn.yizhan.protocol.message.Message;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.Report;
import cn.yizhan.protocol.message.StationEvent;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties of the codec over bytes nobody chose; the seed is in the name of each run. */
class CodecPropertyTest {
  private static final int MUTANTS_PER_FILE = 150;
  private static final int RANDOM_MESSAGES = 20_000;
  private static final int RANDOM_LENGTH = 64;

  /** What a mutation likes to put in: syntax, limits, and words of the protocol. */
  private static final List<String> MORSELS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\u0000",
          "\\ud800",
          "\\udc00",
          "null",
          "true",
          "NaN",
          "-Infinity",
          "1e999",
          "-1e-999",
          "-0.0",
          "9007199254740993",
          "268435456",
          "0",
          "\"bn\":\"\",",
          "\"bt\":-1,",
          "\"bv\":1e300,",
          "\"t\":268435455.9995,",
          "\"u\":\"W\",",
          "\"v\":",
          "\"vb\":true,",
          "\"vs\":\"Charging\",",
          "\"x_\":1,",
          "{\"n\":\"sos\",\"vb\":true},");

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 20261123, -7})
  void mutatedGoldenFilesAreDecodedWithoutThrowingAndRoundTrip(long seed) {
    Random random = new Random(seed);
    for (Golden golden : Golden.all()) {
      for (int i = 0; i < MUTANTS_PER_FILE; i++) {
        byte[] bytes = golden.bytes();
        for (int times = random.nextInt(3); times >= 0; times--) {
          bytes = mutated(bytes, random);
        }
        check(golden, bytes, seed);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {2, 20261124, -8})
  void randomBytesAreDecodedWithoutThrowing(long seed) {
    Random random = new Random(seed);
    List<Golden> kinds = Golden.all();
    for (int i = 0; i < RANDOM_MESSAGES; i++) {
      byte[] bytes = new byte[random.nextInt(RANDOM_LENGTH)];
      random.nextBytes(bytes);
      check(kinds.get(random.nextInt(kinds.size())), bytes, seed);
    }
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length + 1);
    int end = Math.min(bytes.length, at + 1 + random.nextInt(8));
    byte[] morsel = MORSELS.get(random.nextInt(MORSELS.size())).getBytes(UTF_8);
    return switch (random.nextInt(6)) {
      case 0 -> spliced(bytes, at, at, morsel);
      case 1 -> spliced(bytes, at, end, morsel);
      case 2 -> spliced(bytes, at, end, new byte[0]);
      case 3 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
      case 4 -> spliced(bytes, at, at, new byte[] {(byte) random.nextInt(256)});
      default -> digitChanged(bytes, at, random);
    };
  }

  /** Changes the next digit, which keeps the syntax and reaches the checks behind it. */
  private static byte[] digitChanged(byte[] bytes, int from, Random random) {
    byte[] changed = bytes.clone();
    for (int i = from; i < changed.length; i++) {
      if (changed[i] >= '0' && changed[i] <= '9') {
        changed[i] = (byte) ('0' + random.nextInt(10));
        break;
      }
    }
    return changed;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
    byte[] all = new byte[from + middle.length + bytes.length - to];
    System.arraycopy(bytes, 0, all, 0, from);
    System.arraycopy(middle, 0, all, from, middle.length);
    System.arraycopy(bytes, to, all, from + middle.length, bytes.length - to);
    return all;
  }

  private static void check(Golden kind, byte[] bytes, long seed) {
    String what = "seed " + seed + ", " + kind + ": " + HexFormat.of().formatHex(bytes);
    Decoded decoded;
    try {
      decoded = kind.decode(bytes);
    } catch (RuntimeException e) {
      throw new AssertionError("threw on " + what, e);
    }
    if (decoded instanceof Decoded.Rejected rejected) {
      assertTrue(storable(rejected.rejection().text()), what);
      return;
    }
    Message message = ((Decoded.Accepted) decoded).message();
    assertSound(message, what);
    if (message instanceof BarePack pack && !sayable(pack)) {
      return;
    }
    byte[] written = Codec.encode(message, Station.SCOPE);
    Decoded again = kind.decode(written);
    Message same = again instanceof Decoded.Accepted accepted ? accepted.message() : null;
    assertEquals(core(message), same == null ? null : core(same), what);
    assertArrayEquals(written, same == null ? null : Codec.encode(same, Station.SCOPE), what);
  }

  /** The message without what encoding leaves out: rejections, and the hash of the bytes. */
  private static Message core(Message message) {
    if (message instanceof Report r) {
      return new Report(
          r.lane(), r.epoch(), r.seq(), r.sent(), r.readings(), r.events(), r.lost(), List.of());
    }
    if (message instanceof BarePack pack) {
      return new BarePack(pack.lane(), 0, pack.readings(), List.of());
    }
    return message;
  }

  private static boolean sayable(BarePack pack) {
    return pack.readings().stream().allMatch(r -> r.at() >= Limits.RELATIVE_TIME);
  }

  private static void assertSound(Message message, String what) {
    List<Reading> readings = List.of();
    List<Rejection> rejected = List.of();
    if (message instanceof Report report) {
      readings = report.readings();
      rejected = report.rejected();
      for (StationEvent event : report.events()) {
        assertTrue(storable(event.id() + event.type() + event.subject()), what);
        assertTrue(storable(new TreeMap<>(event.data()).toString()), what);
        assertTrue(possibleTime(event.at()), what);
      }
    } else if (message instanceof BarePack pack) {
      readings = pack.readings();
      rejected = pack.rejected();
    }
    for (Reading reading : readings) {
      assertTrue(Double.isFinite(reading.value()) && possibleTime(reading.at()), what);
    }
    assertEquals(
        readings.size(),
        readings.stream().map(r -> r.point() + " " + r.at()).distinct().count(),
        what);
    rejected.forEach(rejection -> assertTrue(storable(rejection.text()), what));
  }

  private static boolean possibleTime(long at) {
    return at >= 0 && at <= Limits.MAX_TIME;
  }

  private static boolean storable(String text) {
    return Texts.storable(text, 100_000);
  }
}
