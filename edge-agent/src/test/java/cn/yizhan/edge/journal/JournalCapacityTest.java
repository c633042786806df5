package cn.yizhan.edge.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.uplink.Stamp;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.StationEvent;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much disk a week without a hub takes, and what is left of it afterwards. */
final class JournalCapacityTest {
  private static final long MIB = 1 << 20;

  /** Seven days at one report every ten seconds. */
  private static final long WEEK = 7 * 24 * 360;

  /** Records written to see what one takes. */
  private static final int SAMPLE = 1_000;

  /** One record in the event lane to so many of telemetry; a door every five minutes. */
  private static final int PER_EVENT = 30;

  private static final PointScope SCOPE = PointCatalogue.standard()::typeOf;

  private final Random chance = new Random(7);

  @TempDir Path dir;

  /** Forty points of eight bays, each with a time of its own and more digits than hardware has. */
  private byte[] report(long at) {
    List<Reading> readings = new ArrayList<>();
    for (int bay = 1; bay <= 8; bay++) {
      for (String point : List.of("power", "energy", "current", "voltage", "temperature")) {
        double value = point.equals("energy") ? 1_000_000 : point.equals("current") ? 10 : 100;
        readings.add(
            new Reading(
                "bay/" + bay + "/" + point,
                at + chance.nextInt(900),
                Math.round(value * (1 + chance.nextDouble()) * 100) / 100.0));
      }
    }
    assertEquals(40, readings.size());
    return Stamp.body(readings, List.of(), SCOPE, at);
  }

  private static byte[] event(long at) {
    Map<String, Object> data = Map.of("point", "door/open", "value", 1.0, "limit", 0.5);
    return Stamp.body(
        List.of(new Reading("door/open", at, 1)),
        List.of(new StationEvent(Ulid.at(at), "safety.cut", at, "bay/3", "S02@1", data)),
        SCOPE,
        at);
  }

  private void write(Journal journal, int reports, boolean undated) throws IOException {
    for (int i = 0; i < reports; i++) {
      long at = JournalFixture.NOW + i * 10_000L;
      Undated clock = undated ? new Undated(new java.util.UUID(1, 2), at) : null;
      journal.append(Lane.DATA, report(at), false, clock);
      if (i % PER_EVENT == 0) {
        journal.append(Lane.EVENT, event(at), true, clock);
      }
    }
    journal.commit();
    journal.mark();
  }

  @Test
  void aWeekOfFortyPointsEveryTenSecondsFitsIntoTwoHundredMebibytes() throws IOException {
    assertTrue(JournalLimits.DEFAULT.capacity() <= 200 * MIB);
    try (Journal journal =
        Journal.open(dir, JournalLimits.DEFAULT, () -> JournalFixture.NOW, JournalFixture::loss)) {
      write(journal, SAMPLE, true);
      long week = journal.bytes() * WEEK / SAMPLE;
      System.out.println("bytes a report: " + journal.bytes() / SAMPLE + ", a week: " + week);
      // What is about to be dropped goes a file at a time, in each lane.
      long usable = JournalLimits.DEFAULT.capacity() - 2L * JournalLimits.DEFAULT.segmentBytes();
      assertTrue(week <= usable, "a week takes " + week);
    }
  }

  @Test
  void spaceIsGivenBackWhenAllOfItHasBeenAcknowledged() throws IOException {
    try (Journal journal =
        Journal.open(dir, JournalLimits.DEFAULT, () -> JournalFixture.NOW, JournalFixture::loss)) {
      for (int i = 0; i < 6; i++) {
        write(journal, SAMPLE, false);
      }
      long full = journal.bytes();
      assertTrue(full > 8 * MIB, "full: " + full);
      for (Lane lane : Lane.values()) {
        journal.acknowledge(lane, journal.next(lane) - 1);
      }
      long left = journal.bytes();
      assertTrue(left <= 4 * MIB, "left: " + left);
      long onDisk = 0;
      for (Lane lane : Lane.values()) {
        for (Path file : JournalFixture.segments(dir, lane)) {
          onDisk += java.nio.file.Files.size(file);
        }
      }
      assertEquals(left, onDisk);
    }
  }
}
