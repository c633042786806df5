package cn.yizhan.edge.status;

import cn.yizhan.edge.mapping.Said;
import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.BayUse;
import java.util.List;
import java.util.Map;

/** Agents that are well and agents that are not. */
final class Statuses {
  /** 2026-11-23 14:02:21.300 in Shanghai. */
  static final long NOW = 1_795_413_741_300L;

  private Statuses() {}

  /** A station of which nothing bad can be said. */
  static AgentStatus well() {
    return new AgentStatus(
        new AgentStatus.Agent("dongguan-01", "0.1.0", 266_520, 4),
        new AgentStatus.Hub(true, NOW - 7_200_000, null, NOW - 800, 3_145_728, 52_428_800),
        new AgentStatus.Clock(NOW, true, 40L),
        new AgentStatus.Journal(1_310_720, 268_435_456, Map.of(Lane.DATA, 2L, Lane.EVENT, 0L)),
        new AgentStatus.Safety(
            List.of(),
            List.of(
                new AgentStatus.Bay(1, BayUse.E_BIKE, false, "Charging", true, 318.4, 31.2, 120),
                new AgentStatus.Bay(2, BayUse.PHONE, false, "Available", true, 0.0, 24.0, 60))),
        List.of(new AgentStatus.Device("plug-1", true, NOW - 1_000, null)),
        new AgentStatus.Input(120_000, 9_600, 0, List.of(), 0),
        List.of());
  }

  /** A station with all that can be wrong. */
  static AgentStatus unwell() {
    return new AgentStatus(
        new AgentStatus.Agent("dongguan-01", "0.1.0", 59, 0),
        new AgentStatus.Hub(
            false,
            NOW - 1_860_000,
            new AgentStatus.Happening(NOW - 12_000, "no connection: Connection refused"),
            NOW - 1_861_000,
            102_400,
            0),
        new AgentStatus.Clock(NOW, false, null),
        new AgentStatus.Journal(
            241_591_910, 268_435_456, Map.of(Lane.DATA, 58_112L, Lane.EVENT, 12L)),
        new AgentStatus.Safety(
            List.of(
                new AgentStatus.Latch(
                    "bay/3",
                    new Label("过热，已断电并闭锁，请勿使用", "overheating: switched off and locked, do not use"),
                    NOW - 95_000)),
            List.of(
                new AgentStatus.Bay(1, BayUse.E_BIKE, false, "Charging", true, 318.4, 31.2, 120),
                new AgentStatus.Bay(2, BayUse.E_BIKE, false, "Finishing", true, 2.1, 27.9, 0),
                new AgentStatus.Bay(3, BayUse.E_BIKE, true, "Faulted", false, 0.0, 68.2, 120),
                new AgentStatus.Bay(4, BayUse.PHONE, false, null, null, null, null, 120))),
        List.of(
            new AgentStatus.Device("plug-1", true, NOW - 1_000, null),
            new AgentStatus.Device("smoke-1", true, NOW - 7_230_000, 11.0),
            new AgentStatus.Device("door-1", false, null, 96.0)),
        new AgentStatus.Input(
            4_000,
            3_900,
            17,
            List.of(
                new AgentStatus.Puzzle(
                    Said.Why.UNKNOWN_VALUE, "plug-1", "ENERGY.ApparentPower", "351", 2_210),
                new AgentStatus.Puzzle(
                    Said.Why.UNKNOWN_DEVICE, "客厅 <灯>", "zigbee2mqtt/客厅 <灯>", "{\"a\":\"&\"}", 3)),
            5),
        List.of(
            new AgentStatus.LogLine(NOW - 12_000, false, "Uplink: no connection to the hub", 14),
            new AgentStatus.LogLine(
                NOW - 95_000, true, "SafetyDesk: bay 3 does not go off <script>", 1)));
  }
}
