package cn.yizhan.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class VestibuleTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final IngestMeters meters = new IngestMeters(registry);
  private final Vestibule vestibule = new Vestibule(2, meters);

  private final class Visitor {
    final Doorstep doorstep = new Doorstep(vestibule, meters);
    final EmbeddedChannel channel = new EmbeddedChannel(doorstep);

    void send(int bytes) {
      channel.writeInbound(Unpooled.buffer().writeZero(bytes));
    }
  }

  private double faults(String fault) {
    return registry.counter("yizhan.connection.faults", "fault", fault).count();
  }

  @Test
  void whoHasBeenSilentLongestMakesRoom() {
    Visitor first = new Visitor();
    Visitor second = new Visitor();
    first.doorstep.introduced();
    Visitor third = new Visitor();
    assertTrue(first.channel.isOpen());
    assertFalse(second.channel.isOpen());
    assertTrue(third.channel.isOpen());
    assertEquals(1, faults("crowded"));
  }

  @Test
  void whenAllHaveIntroducedThemselvesWhoeverComesIsTurnedAway() {
    Visitor first = new Visitor();
    Visitor second = new Visitor();
    first.doorstep.introduced();
    second.doorstep.introduced();
    Visitor third = new Visitor();
    assertTrue(first.channel.isOpen());
    assertTrue(second.channel.isOpen());
    assertFalse(third.channel.isOpen());
    assertEquals(1, faults("crowded"));
  }

  @Test
  void whoIsAcceptedOrGoneTakesNoRoom() {
    for (int i = 0; i < 5; i++) {
      Visitor accepted = new Visitor();
      accepted.doorstep.introduced();
      accepted.doorstep.accepted();
      assertTrue(accepted.channel.isOpen());
      Visitor gone = new Visitor();
      gone.doorstep.introduced();
      gone.channel.close().syncUninterruptibly();
    }
    assertEquals(0, faults("crowded"));
  }

  @Test
  void whoSendsMoreThanAConnectIsClosedAndWhoHasIntroducedHimselfIsNotReadFurther() {
    Visitor talker = new Visitor();
    Visitor station = new Visitor();
    station.doorstep.introduced();
    talker.send(Doorstep.MOST_BYTES);
    station.send(Doorstep.MOST_BYTES);
    assertTrue(talker.channel.isOpen());
    assertTrue(station.channel.config().isAutoRead());
    talker.send(1);
    station.send(1);
    assertFalse(talker.channel.isOpen());
    assertEquals(1, faults("malformed"));
    assertTrue(station.channel.isOpen());
    assertFalse(station.channel.config().isAutoRead());
  }
}
