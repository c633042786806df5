package cn.yizhan.edge;

import cn.yizhan.protocol.conventions.Classes;
import cn.yizhan.protocol.conventions.ModuleConventions;
import cn.yizhan.protocol.conventions.Purity;
import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;

/** Who may know whom in the agent. */
class EdgeConventionsTest extends ModuleConventions {
  private static final String HARDWARE = "cn.yizhan.edge.hardware..";
  private static final String JOURNAL = "cn.yizhan.edge.journal..";
  private static final String UPLINK = "cn.yizhan.edge.uplink..";
  private static final String MODBUS = "cn.yizhan.edge.modbus..";

  private static final String[] PURE = {
    "cn.yizhan.edge.wiring..",
    "cn.yizhan.edge.stationfile..",
    "cn.yizhan.edge.registers..",
    "cn.yizhan.edge.acceptance..",
    "cn.yizhan.edge.bays..",
    "cn.yizhan.edge.mapping..",
    "cn.yizhan.edge.sampling..",
    "cn.yizhan.edge.safety.."
  };

  private final JavaClasses classes = Classes.production();

  @Test
  void whatDecidesTouchesNoNetworkFileOrClock() {
    Purity.noInputOrOutput(PURE).check(classes);
    Purity.noClock(PURE).check(classes);
  }

  @Test
  void whatDecidesKnowsNobodyWhoUsesIt() {
    Purity.unaware(PURE, HARDWARE, JOURNAL, UPLINK, MODBUS, "cn.yizhan.edge").check(classes);
  }

  @Test
  void onlyUplinkAndHardwareSpeakMqtt() {
    Purity.onlyIn(
            new String[] {UPLINK, HARDWARE}, "io.vertx.mqtt..", "io.netty.handler.codec.mqtt..")
        .check(classes);
  }

  @Test
  void onlyTheLinesSpeakModbusAndTheyKnowNeitherMqttNorTheFramework() {
    Purity.onlyIn(new String[] {MODBUS}, "com.digitalpetri..", "com.fazecast..").check(classes);
    Purity.unaware(new String[] {MODBUS}, HARDWARE, JOURNAL, UPLINK, "io.vertx..", "cn.yizhan.edge")
        .check(classes);
  }

  @Test
  void theJournalKnowsNeitherSide() {
    Purity.unaware(new String[] {JOURNAL}, HARDWARE, UPLINK).check(classes);
    Purity.unaware(new String[] {HARDWARE}, UPLINK).check(classes);
  }
}
