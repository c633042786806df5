package cn.yizhan.edge.acceptance;

/**
 * One thing that is looked at, and how it stands.
 *
 * @param kind what is looked at
 * @param subject of what: {@code bay/3}, or a point such as {@code room/smoke}
 * @param result how it went
 * @param seconds how long it took, NaN when there is nothing to say
 * @param measured what was measured, in the unit of the kind; NaN when nothing was
 * @param note why it failed, or what else is to be said; empty for nothing
 */
public record Check(
    Kind kind, String subject, Result result, double seconds, double measured, String note) {

  /** What can be looked at. */
  public enum Kind {
    /** A bay goes off when it is ordered to, and says so. */
    SWITCHED_OFF("断电", "switched off"),
    /** A bay goes on when it is ordered to, and says so. */
    SWITCHED_ON("送电", "switched on"),
    /** The power of a bay is measured under a load, W. */
    MEASURED("带载计量", "measured under load"),
    /** A bay goes off by itself when the agent says nothing any more. */
    DEAD_MAN("失联自断", "dead-man cut-off"),
    /** A sensor that is tripped says so. */
    TRIPPED("传感器触发", "sensor tripped"),
    /** The alert arrived where the tester looked for it. */
    ALERT_SEEN("告警送达", "alert seen");

    private final String zh;
    private final String en;

    Kind(String zh, String en) {
      this.zh = zh;
      this.en = en;
    }

    /** For people, in Chinese. */
    public String zh() {
      return zh;
    }

    /** For people, in English. */
    public String en() {
      return en;
    }
  }

  /** How a check can stand. */
  public enum Result {
    /** It has not been done. */
    OPEN("未做", "not done"),
    /** It is being done. */
    RUNNING("进行中", "running"),
    /** As it should be. */
    PASSED("合格", "passed"),
    /** Not as it should be. */
    FAILED("不合格", "failed"),
    /** The hardware has no such thing, which is to be known. */
    NONE("无此功能", "has none");

    private final String zh;
    private final String en;

    Result(String zh, String en) {
      this.zh = zh;
      this.en = en;
    }

    /** For people, in Chinese. */
    public String zh() {
      return zh;
    }

    /** For people, in English. */
    public String en() {
      return en;
    }
  }

  static Check open(Kind kind, String subject) {
    return new Check(kind, subject, Result.OPEN, Double.NaN, Double.NaN, "");
  }

  Check running() {
    return new Check(kind, subject, Result.RUNNING, Double.NaN, Double.NaN, "");
  }

  Check passed(double took, double value) {
    return new Check(kind, subject, Result.PASSED, took, value, "");
  }

  Check failed(String why) {
    return new Check(kind, subject, Result.FAILED, Double.NaN, Double.NaN, why);
  }

  Check none() {
    return new Check(kind, subject, Result.NONE, Double.NaN, Double.NaN, "");
  }
}
