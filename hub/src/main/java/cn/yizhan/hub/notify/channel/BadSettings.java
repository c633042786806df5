package cn.yizhan.hub.notify.channel;

import cn.yizhan.protocol.config.ConfigFault;
import java.util.List;
import java.util.stream.Collectors;

/** All that is wrong with the settings of an endpoint. */
public final class BadSettings extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<ConfigFault> faults;

  /**
   * @param faults at least one
   */
  public BadSettings(List<ConfigFault> faults) {
    super(faults.stream().map(ConfigFault::text).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  /** What is wrong, and where. */
  public List<ConfigFault> faults() {
    return faults;
  }
}
