package cn.yizhan.edge.status;

import cn.yizhan.protocol.Label;
import java.util.ArrayList;
import java.util.List;

/** Judges whether all is well with an agent. Pure. */
final class Findings {
  /** A journal fuller than this is worth a word; from 1 on it drops the oldest telemetry. */
  static final double FULL = 0.8;

  /** Clocks further apart than this are told by the hub too (A05), ms. */
  static final long CLOCK_OFF = 5_000;

  /** A battery is to be changed below this, per cent. */
  static final double LOW_BATTERY = 15;

  private Findings() {}

  /** What is not well, safety first; empty when all is. */
  static List<Finding> of(AgentStatus status) {
    List<Finding> all = new ArrayList<>();
    safety(status.safety(), all);
    hub(status, all);
    for (AgentStatus.Device device : status.devices()) {
      if (!device.online()) {
        all.add(minor(device.id() + " 离线", device.id() + " is offline"));
      }
      Double battery = device.battery();
      if (battery != null && battery < LOW_BATTERY) {
        String charge = Math.round(battery) + "%";
        all.add(minor(device.id() + " 电量 " + charge, device.id() + ": battery at " + charge));
      }
    }
    return all;
  }

  private static void safety(AgentStatus.Safety safety, List<Finding> all) {
    for (AgentStatus.Latch latch : safety.latches()) {
      Label subject = Words.subject(latch.subject());
      String zh = subject.zh() + "：" + latch.reason().zh();
      String en = subject.en() + ": " + latch.reason().en();
      all.add(new Finding(true, new Label(zh, en)));
    }
    List<String> bare =
        safety.bays().stream()
            .filter(bay -> bay.deadManSeconds() == 0)
            .map(bay -> Integer.toString(bay.number()))
            .toList();
    if (!bare.isEmpty()) {
      all.add(
          minor(
              "无失联自断的充电位：" + String.join("、", bare),
              "no dead-man cut-off at bay " + String.join(", ", bare)));
    }
  }

  private static void hub(AgentStatus status, List<Finding> all) {
    if (!status.hub().connected()) {
      all.add(
          minor(
              "未连接平台：数据存于本机，安全保护照常",
              "no connection to the hub: reports are kept here, safety works"));
    }
    AgentStatus.Journal journal = status.journal();
    if (journal.bytes() >= FULL * journal.capacity()) {
      String share = Math.round(100.0 * journal.bytes() / journal.capacity()) + "%";
      all.add(minor("本地存储已用 " + share, "the journal is " + share + " full"));
    }
    Long offset = status.clock().offsetMillis();
    if (!status.clock().set()) {
      all.add(minor("时钟未校准", "the clock is not set"));
    } else if (offset != null && Math.abs(offset) > CLOCK_OFF) {
      all.add(
          minor(
              "时钟与平台相差 " + Math.abs(offset) / 1000 + " 秒",
              "the clock is " + Math.abs(offset) / 1000 + " s off the hub's"));
    }
  }

  private static Finding minor(String zh, String en) {
    return new Finding(false, new Label(zh, en));
  }
}
