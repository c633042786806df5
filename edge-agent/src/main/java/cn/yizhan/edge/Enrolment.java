package cn.yizhan.edge;

import cn.yizhan.edge.uplink.HubAccount;
import cn.yizhan.protocol.message.Config;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an agent is told about its station before it has ever met the hub.
 *
 * @param account who the station is to the hub
 * @param bays its charging bays
 * @param items codes of its supply items
 */
public record Enrolment(HubAccount account, List<Config.Bay> bays, List<String> items) {
  /** Keeps copies. */
  public Enrolment {
    bays = List.copyOf(bays);
    items = List.copyOf(items);
  }

  /**
   * Reads an enrolment file.
   *
   * @throws IOException naming everything that is wrong with it
   */
  public static Enrolment read(Path file) throws IOException {
    List<String> problems = new ArrayList<>();
    Enrolment enrolment = EnrolmentFile.read(file, problems);
    if (enrolment == null) {
      throw new IOException(String.join("; ", problems));
    }
    return enrolment;
  }
}
