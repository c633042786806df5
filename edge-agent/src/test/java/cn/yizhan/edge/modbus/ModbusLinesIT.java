package cn.yizhan.edge.modbus;

import static cn.yizhan.edge.testing.Awaiting.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.mapping.Dialect;
import cn.yizhan.edge.registers.ModbusBus;
import cn.yizhan.edge.registers.ModbusUnit;
import cn.yizhan.edge.wiring.Place;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against units simulated on the loopback address, after the specification. */
class ModbusLinesIT {
  private static final ModbusUnit METER = Units.meter(1, Place.bay(3), 20);

  private static Dialect.Switching wanted(ModbusUnit unit, int channel, boolean on, int autoOff) {
    return new Dialect.Switching(unit.device(), channel, on, autoOff);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aMeterIsReadInTheUnitsOfItsPoints(boolean rtu) throws IOException {
    try (SimulatedSlave slave = new SimulatedSlave(0, rtu)) {
      Units.fill(slave, 1);
      try (Units units = new Units(slave, rtu, METER)) {
        until("it is heard", () -> units.count("bus/1 bay/3/energy 12500.0") > 1);
        assertEquals(
            List.of(
                "bus/1 device/meter-1/online 1.0",
                "bus/1 bay/3/voltage 229.5",
                "bus/1 bay/3/current 1.75",
                "bus/1 bay/3/power 401.5",
                "bus/1 bay/3/energy 12500.0"),
            List.copyOf(units.heard).subList(0, 5));
        assertEquals(
            List.of("1 4 0 14", "1 4 72 2"),
            List.copyOf(slave.asked).subList(0, 2),
            "few requests");
      }
    }
  }

  @Test
  void aUnitThatRefusesWhatLiesBetweenIsReadWithoutIt() throws IOException {
    try (SimulatedSlave slave = new SimulatedSlave(0, false)) {
      slave.floats(1, 0, 230);
      slave.floats(1, 6, 2);
      slave.floats(1, 12, 460);
      slave.floats(1, 0x48, 1);
      try (Units units = new Units(slave, false, METER)) {
        until("it is heard", () -> units.count("bus/1 bay/3/energy 1000.0") > 0);
        assertTrue(slave.asked.contains("1 4 12 2"));
      }
    }
  }

  @Test
  void aRefusalIsListedAndCostsOnlyWhatWasRefused() throws IOException {
    try (SimulatedSlave slave = new SimulatedSlave(0, false)) {
      slave.floats(1, 0, 230);
      try (Units units = new Units(slave, false, METER)) {
        until("it is heard", () -> units.count("bus/1 bay/3/voltage 230.0") > 1);
        assertTrue(
            units.count("bus/1 UNKNOWN_VALUE input 12+2: the unit answers with exception 2") > 0);
        assertEquals(0, units.count("bus/1 device/meter-1/online 0.0"));
      }
    }
  }

  @Test
  void aUnitIsOfflineAfterThreeMissesAndDoesNotStarveTheOthers() throws IOException {
    try (SimulatedSlave slave = new SimulatedSlave(0, false)) {
      Units.fill(slave, 1);
      Units.fill(slave, 2);
      slave.silent.add(2);
      try (Units units = new Units(slave, false, METER, Units.meter(2, Place.bay(4), 20))) {
        until("online is told", () -> units.count("bus/2 device/meter-2/online 0.0") == 1);
        long missed = slave.asked.stream().filter(line -> line.startsWith("2 ")).count();
        assertTrue(missed >= UnitTurn.MISSES, "asked " + missed);
        long before = units.count("bus/1 bay/3/power 401.5");
        until("it is heard", () -> units.count("bus/1 bay/3/power 401.5") > before + 10);
        slave.silent.remove(2);
        until("online is told", () -> units.count("bus/2 device/meter-2/online 1.0") > 0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLineThatWasCutIsOpenedAgain(boolean rtu) throws IOException {
    try (SimulatedSlave slave = new SimulatedSlave(0, rtu)) {
      Units.fill(slave, 1);
      try (Units units = new Units(slave, rtu, METER)) {
        until("it is heard", () -> units.count("bus/1 bay/3/power 401.5") > 0);
        slave.cutLines();
        long before = units.count("bus/1 bay/3/power 401.5");
        until("it is heard", () -> units.count("bus/1 bay/3/power 401.5") > before + 2);
      }
    }
  }

  @Test
  void aLineOnWhichNobodyAnswersIsOpenedAnew() throws IOException {
    try (SimulatedSlave slave = new SimulatedSlave(0, false)) {
      Units.fill(slave, 1);
      slave.silent.add(1);
      try (Units units = new Units(slave, false, METER)) {
        until("it is opened again", () -> slave.accepted.get() > 1);
        slave.silent.clear();
        until("it is heard", () -> units.count("bus/1 bay/3/power 401.5") > 0);
      }
    }
  }

  @Test
  void aSerialPortThatIsNotThereMakesItsUnitsOffline() {
    ModbusBus bus =
        new ModbusBus(
            "bus",
            new ModbusBus.Serial("/dev/yizhan-none", 9600, ModbusBus.Parity.EVEN, 1),
            Units.TIMEOUT);
    try (Units units = new Units(bus, METER)) {
      until("offline is told", () -> units.count("bus/1 device/meter-1/online 0.0") == 1);
      assertFalse(units.lines.order(wanted(METER, 1, false, 0)));
    }
  }

  @Test
  void aSpoiltFrameIsNotBelievedAndTheNextOneIs() throws IOException {
    try (SimulatedSlave slave = new SimulatedSlave(0, true)) {
      Units.fill(slave, 1);
      slave.spoil.set(1);
      try (Units units = new Units(slave, true, METER)) {
        until("it is heard", () -> units.count("bus/1 bay/3/power 401.5") > 0);
        assertTrue(slave.asked.size() > 1, "the first answer was spoilt");
      }
    }
  }

  @Test
  void anOrderIsExecutedBeforeWhatWaitsToBeReadAndIsConfirmedByTheRelayItself() throws IOException {
    ModbusUnit relays = Units.relays(9, 60_000);
    try (SimulatedSlave slave = new SimulatedSlave(0, false)) {
      Units.fill(slave, 1);
      Units.fill(slave, 2);
      try (Units units = new Units(slave, false, METER, Units.meter(2, Place.bay(4), 20), relays)) {
        until("it is heard", () -> units.count("bus/9 bay/1/relay 0.0") == 1);
        CountDownLatch latch = new CountDownLatch(1);
        slave.held = latch;
        int before = slave.asked.size();
        until("the unit is asked", () -> slave.asked.size() > before);
        assertTrue(units.lines.order(wanted(relays, 1, true, 0)));
        assertTrue(units.lines.order(wanted(relays, 2, true, 0)));
        assertTrue(units.lines.order(wanted(relays, 1, false, 0)));
        slave.held = null;
        latch.countDown();
        until("it is heard", () -> units.count("bus/9 bay/2/relay 1.0") > 0);
        List<String> all = List.copyOf(slave.asked);
        List<String> asked = all.subList(before, all.size());
        int off = asked.indexOf("9 5 0 0");
        assertTrue(off >= 0 && off <= 2, "after what was under way: " + asked);
        assertTrue(asked.indexOf("9 5 1 65280") > off, "what switches off goes first: " + asked);
        assertFalse(asked.contains("9 5 0 65280"), "of one relay only the newest order counts");
      }
    }
  }

  @Test
  void aRelayIsArmedWithItsOwnTime() throws IOException {
    ModbusUnit relays = Units.relays(9, 20);
    try (SimulatedSlave slave = new SimulatedSlave(0, true);
        Units units = new Units(slave, true, relays)) {
      until("the order is taken", () -> units.lines.order(wanted(relays, 2, true, 120)));
      until("it is heard", () -> units.count("bus/9 bay/2/relay 1.0") > 0);
      assertTrue(slave.asked.contains("9 5 513 1200"));
      assertFalse(units.lines.order(wanted(METER, 1, false, 0)), "not on this line");
      assertFalse(units.lines.order(wanted(relays, 9, false, 0)), "no such relay");
    }
  }

  @Test
  void withoutALineNothingIsTakenAndAllUnitsAreOffline() throws IOException {
    ModbusUnit relays = Units.relays(9, 20);
    SimulatedSlave slave = new SimulatedSlave(0, false);
    slave.close();
    try (Units units = new Units(slave, false, relays)) {
      until("it is heard", () -> units.count("bus/9 device/relays/online 0.0") == 1);
      assertFalse(units.lines.order(wanted(relays, 1, false, 0)));
    }
  }

  @Test
  void aClosedLineLeavesNothingBehind() throws IOException {
    try (SimulatedSlave slave = new SimulatedSlave(0, false)) {
      Units.fill(slave, 1);
      Units units = new Units(slave, false, METER);
      until("it is heard", () -> units.count("bus/1 bay/3/power 401.5") > 0);
      assertEquals(1, slave.connections());
      units.close();
      int heard = units.heard.size();
      until("the connection ends", () -> slave.connections() == 0);
      assertTrue(
          Thread.getAllStackTraces().keySet().stream()
              .noneMatch(thread -> thread.getName().equals("modbus-bus")));
      assertEquals(heard, units.heard.size());
    }
  }
}
