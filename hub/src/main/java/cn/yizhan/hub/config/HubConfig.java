package cn.yizhan.hub.config;

import cn.yizhan.hub.notify.AddressRange;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the hub is told at its start.
 *
 * @param data directory that everything it keeps on this machine lies under
 * @param http where people and programs connect
 * @param mqtt where stations connect
 * @param database which database
 * @param webhookAllow private addresses that webhooks may go to
 * @param loginFrom addresses from which login links may be used as on this machine
 * @param zone the zone of days and of times shown to people
 * @param publicUrl where people reach the page, without a slash at its end; null when not said
 */
public record HubConfig(
    Path data,
    HostPort http,
    MqttListen mqtt,
    DatabaseChoice database,
    List<AddressRange> webhookAllow,
    List<AddressRange> loginFrom,
    ZoneId zone,
    @Nullable String publicUrl) {

  /** Copies. */
  public HubConfig {
    webhookAllow = List.copyOf(webhookAllow);
    loginFrom = List.copyOf(loginFrom);
  }

  /**
   * Reads settings by their option names without dashes, {@code http} for instance.
   *
   * @param settings what was given; the rest takes its default
   * @param environment environment variables, for passwords
   * @throws ConfigProblems with all that is wrong
   */
  public static HubConfig read(Map<String, String> settings, Map<String, String> environment)
      throws ConfigProblems {
    return new HubSettings(settings, environment).read();
  }
}
