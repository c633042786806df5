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
 * @param name what people call the station; empty when the file does not say
 * @param phone telephone of its keeper; empty when the file does not say
 * @param breaker what the station's breaker is rated for, W; 0 when the file does not say
 */
public record Enrolment(
    HubAccount account,
    List<Config.Bay> bays,
    List<String> items,
    String name,
    String phone,
    double breaker) {
  /** Keeps copies. */
  public Enrolment {
    bays = List.copyOf(bays);
    items = List.copyOf(items);
  }

  /** An enrolment without what only people need. */
  public Enrolment(HubAccount account, List<Config.Bay> bays, List<String> items) {
    this(account, bays, items, "", "", 0);
  }

  /** The same station with other bays and items. */
  public Enrolment with(List<Config.Bay> otherBays, List<String> otherItems) {
    return new Enrolment(account, otherBays, otherItems, name, phone, breaker);
  }

  /**
   * The same station, whose hub is reached by way of another address.
   *
   * @param way {@code address:port}
   * @throws IllegalArgumentException when it is none
   */
  public Enrolment via(String way) {
    HubAccount other =
        new HubAccount(account.station(), account.hub().via(way), account.secret(), account.ca());
    return new Enrolment(other, bays, items, name, phone, breaker);
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
