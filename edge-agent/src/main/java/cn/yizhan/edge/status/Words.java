package cn.yizhan.edge.status;

import cn.yizhan.edge.mapping.Said;
import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.message.BayUse;
import java.util.Locale;
import java.util.Map;

/** The words of the page, as the glossary has them. Pure. */
final class Words {
  private static final Map<String, Label> STATES =
      Map.of(
          "Available", new Label("空闲", "available"),
          "Preparing", new Label("准备中", "preparing"),
          "Charging", new Label("充电中", "charging"),
          "SuspendedEV", new Label("车端暂停", "suspended by the vehicle"),
          "SuspendedEVSE", new Label("桩端暂停", "suspended by the station"),
          "Finishing", new Label("已结束待拔", "finished, to be unplugged"),
          "Reserved", new Label("已预约", "reserved"),
          "Unavailable", new Label("停用", "unavailable"),
          "Faulted", new Label("故障", "faulted"));

  private static final Map<Said.Why, Label> WHYS =
      Map.of(
          Said.Why.UNKNOWN_DEVICE, new Label("设备未登记", "device not in the station file"),
          Said.Why.UNKNOWN_VALUE, new Label("未知数据项", "unknown value"),
          Said.Why.NO_PLACE, new Label("未指定位置", "no place given"),
          Said.Why.MALFORMED, new Label("格式错误", "malformed"),
          Said.Why.WRONG_UNIT, new Label("单位不符", "wrong unit"),
          Said.Why.STALE, new Label("数据过旧", "stale"));

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final double KIB = 1024;
  private static final double MIB = 1024 * KIB;

  private Words() {}

  /** A state of OCPP 1.6 for people; a word that is none is shown as it is. */
  static Label state(String word) {
    return STATES.getOrDefault(word, new Label(word, word));
  }

  static Label why(Said.Why why) {
    return WHYS.getOrDefault(why, new Label(why.name(), why.name()));
  }

  static Label use(BayUse use) {
    return use == BayUse.PHONE ? new Label("手机", "phone") : new Label("电动自行车", "e-bike");
  }

  /** {@code bay/3} or {@code station} for people. */
  static Label subject(String subject) {
    return subject.startsWith("bay/")
        ? bay(subject.substring("bay/".length()))
        : new Label("全站", "whole station");
  }

  private static Label bay(String number) {
    return new Label(number + "号充电位", "Bay " + number);
  }

  /** A duration, roughly: its two largest parts at most. */
  static Label duration(long seconds) {
    if (seconds < MINUTE) {
      return new Label(seconds + "秒", seconds + " s");
    }
    if (seconds < HOUR) {
      return new Label(seconds / MINUTE + "分钟", seconds / MINUTE + " min");
    }
    if (seconds < DAY) {
      long hours = seconds / HOUR;
      long minutes = seconds % HOUR / MINUTE;
      return new Label(hours + "小时" + minutes + "分", hours + " h " + minutes + " min");
    }
    long days = seconds / DAY;
    long hours = seconds % DAY / HOUR;
    return new Label(days + "天" + hours + "小时", days + " d " + hours + " h");
  }

  /** Bytes in the unit people read easily. */
  static String size(long bytes) {
    if (bytes < KIB) {
      return bytes + " B";
    }
    return bytes < MIB
        ? String.format(Locale.ROOT, "%.0f KiB", bytes / KIB)
        : String.format(Locale.ROOT, "%.1f MiB", bytes / MIB);
  }
}
