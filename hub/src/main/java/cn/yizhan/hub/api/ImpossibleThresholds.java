package cn.yizhan.hub.api;

import cn.yizhan.protocol.config.ConfigFault;
import java.util.List;

/** A change was not made because a station would be left with thresholds that cannot be. */
public final class ImpossibleThresholds extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<ConfigFault> faults;

  /**
   * @param faults what would be wrong
   */
  public ImpossibleThresholds(List<ConfigFault> faults) {
    super(faults.toString(), null, false, false);
    this.faults = List.copyOf(faults);
  }

  /** What would be wrong. */
  public List<ConfigFault> faults() {
    return faults;
  }
}
