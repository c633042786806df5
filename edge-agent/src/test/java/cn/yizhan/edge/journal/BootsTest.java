package cn.yizhan.edge.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class BootsTest {
  private static final long LEAST = 1_793_491_200_000L;
  private static final long T0 = 1_795_392_000_000L;
  private static final long NOTED = Boots.NOTED_EVERY;
  private static final long MINUTE = 60_000;

  private final Boots boots = new Boots(LEAST);

  private static UUID boot(int number) {
    return new UUID(7, number);
  }

  /** A boot that ran for some time after its start. */
  private void ran(int number, long ms) {
    boots.note(boot(number), 0);
    boots.note(boot(number), ms);
  }

  private long timeOf(int number, long uptime, long now) {
    return Undated.ZERO + uptime + boots.dates(boot(number), now).shift();
  }

  @Test
  void aBootWhoseTimeWasLearntIsDatedExactlyHoweverLate() {
    ran(1, MINUTE);
    boots.learn(boot(1), T0);
    assertTrue(boots.dates(boot(1), T0 + 90 * MINUTE).exact());
    assertEquals(T0 + 30_000, timeOf(1, 30_000, T0 + 90 * MINUTE));
    assertEquals(T0 + MINUTE, boots.newest());
  }

  @Test
  void aBootNeverLearntEndsBeforeTheNextAndBeginsAfterTheLast() {
    ran(1, MINUTE);
    boots.learn(boot(1), T0);
    ran(2, 5 * MINUTE);
    ran(3, MINUTE);
    boots.learn(boot(3), T0 + 60 * MINUTE);
    Dates dates = boots.dates(boot(2), T0 + 90 * MINUTE);
    assertFalse(dates.exact());
    assertEquals(T0 + MINUTE, dates.from());
    assertEquals(T0 + 60 * MINUTE, dates.until());
    assertEquals(T0 + 60 * MINUTE, timeOf(2, 5 * MINUTE + NOTED, 0));
    assertEquals(T0 + 55 * MINUTE, timeOf(2, NOTED, 0), "spacing is kept");
  }

  @Test
  void severalBootsNeverLearntKeepTheirOrder() {
    ran(1, MINUTE);
    ran(2, 2 * MINUTE);
    ran(3, 3 * MINUTE);
    long now = T0;
    assertEquals(now - NOTED, timeOf(3, 3 * MINUTE, now));
    assertTrue(timeOf(1, MINUTE + NOTED, now) <= timeOf(2, 0, now));
    assertTrue(timeOf(2, 2 * MINUTE + NOTED, now) <= timeOf(3, 0, now));
    assertEquals(LEAST, boots.dates(boot(1), now).from());
    assertEquals(LEAST + MINUTE + NOTED, boots.dates(boot(2), now).from());
  }

  @Test
  void aBootNobodyRemembersIsDatedAsNew() {
    Dates dates = boots.dates(boot(9), T0);
    assertFalse(dates.exact());
    assertEquals(T0, dates.until());
  }

  @Test
  void allOfItIsKeptAsText() {
    ran(1, MINUTE);
    boots.learn(boot(1), T0);
    ran(2, 5 * MINUTE);
    String text = new String(boots.bytes(), StandardCharsets.US_ASCII);
    assertEquals(
        """
        00000000-0000-0007-0000-000000000001 0 60000 1795392000000
        00000000-0000-0007-0000-000000000002 0 300000 -
        """,
        text);
    Boots again = new Boots(LEAST);
    again.restore((text + "nonsense\nx y z 1\n").getBytes(StandardCharsets.US_ASCII));
    assertEquals(text, new String(again.bytes(), StandardCharsets.US_ASCII));
    assertTrue(again.knows(boot(1)));
    assertFalse(again.knows(boot(2)));
  }

  @Test
  void theOldestAreForgottenBeforeTheFileIsFull() {
    for (int i = 0; i < 10 * Boots.MOST; i++) {
      boots.note(boot(i), 999_999_999_999L);
      boots.learn(boot(i), T0);
    }
    assertTrue(boots.bytes().length <= Boots.CAPACITY);
    assertTrue(boots.knows(boot(10 * Boots.MOST - 1)));
    assertFalse(boots.knows(boot(0)));
  }

  @Test
  void whatTheHubProvesIsKeptAndNeverGoesBack() {
    Boots boots = new Boots(LEAST);
    assertEquals(LEAST, boots.proven());
    assertFalse(boots.prove(LEAST - 1));
    assertFalse(boots.prove(LEAST + 1_000));
    long later = LEAST + 30L * 24 * 3_600_000;
    assertTrue(boots.prove(later));
    assertFalse(boots.prove(later - 1));
    Boots restored = new Boots(LEAST);
    restored.restore(boots.bytes());
    assertEquals(later, restored.proven());
  }

  @Test
  void aClockThatWasYearsAheadProvesNothing() {
    Boots boots = new Boots(LEAST);
    UUID boot = new UUID(5, 6);
    boots.note(boot, 1_000);
    boots.learn(boot, LEAST + 3_650L * 24 * 3_600_000);
    assertEquals(LEAST, boots.proven());
  }
}
