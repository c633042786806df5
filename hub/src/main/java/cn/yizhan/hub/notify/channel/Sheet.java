package cn.yizhan.hub.notify.channel;

import cn.yizhan.hub.alerts.News;
import cn.yizhan.protocol.config.ConfigFault;
import cn.yizhan.protocol.rule.Severity;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is set about an endpoint, checked. Its JSON is what the API takes: {@code kind},
 * {@code url}, {@code name}, {@code language}, {@code minSeverity}, {@code tester}, {@code
 * fallback}, {@code events}, {@code ca}, {@code proxy} and the kind's own {@code settings}.
 */
public final class Sheet {
  private static final int LONGEST_URL = 2_000;

  private final ObjectNode json;
  private final Kind kind;
  private final Terms terms;
  private final Line line;
  private final @Nullable Channel channel;

  /**
   * What every kind has.
   *
   * @param name what people call it; may be empty
   * @param language in which language texts are
   * @param minSeverity the least severity it is told of
   * @param tester whether it is told of tests on site, and of nothing else
   * @param fallback whether it is told only of what another endpoint of its office does not take
   * @param events which {@linkplain News#group groups of news} it asks for
   */
  public record Terms(
      String name,
      Language language,
      Severity minSeverity,
      boolean tester,
      boolean fallback,
      List<String> events) {}

  /**
   * How it is reached.
   *
   * @param url where to, secrets included; null when the settings say it
   * @param ca certificates in PEM that are believed instead of the platform's, or null
   * @param proxy through which proxy, or null
   */
  public record Line(@Nullable String url, @Nullable String ca, @Nullable Proxy proxy) {
    @Override
    public String toString() {
      return "line";
    }
  }

  private Sheet(ObjectNode json, Kind kind, Terms terms, Line line, @Nullable Channel channel) {
    this.json = json;
    this.kind = kind;
    this.terms = terms;
    this.line = line;
    this.channel = channel;
  }

  /**
   * Reads and checks.
   *
   * @param json what the API was given
   * @param gate says where nothing could be sent
   * @throws BadSettings with all that is wrong
   */
  public static Sheet read(ObjectNode json, Gate gate) {
    List<ConfigFault> faults = new ArrayList<>();
    Sheet sheet = read(json, faults, gate);
    if (!faults.isEmpty() || sheet == null) {
      throw new BadSettings(faults);
    }
    return sheet;
  }

  /**
   * The same of what was checked when it was stored.
   *
   * @throws BadSettings when it is not what a release like this one stores
   */
  public static Sheet stored(ObjectNode json) {
    return read(json, OPEN);
  }

  private static final Gate OPEN =
      new Gate() {
        @Override
        public @Nullable String objection(String url) {
          return null;
        }

        @Override
        public @Nullable String objection(boolean secure, String host) {
          return null;
        }
      };

  private static @Nullable Sheet read(ObjectNode json, List<ConfigFault> faults, Gate gate) {
    Fields top = Fields.of(json, faults);
    String word = top.needed("kind", 20, String.join(", ", Kind.words()));
    Kind kind = word == null ? null : Kind.of(word);
    if (kind == null) {
      if (word != null) {
        top.fault("kind", "expected one of " + String.join(", ", Kind.words()));
      }
      return null;
    }
    String name = top.text("name", 100);
    Language language = Language.of(top.choice("language", "zh", List.of("zh", "en")));
    String severity =
        top.choice("minSeverity", "info", List.of("critical", "major", "minor", "info"));
    boolean tester = top.flag("tester");
    boolean fallback = top.flag("fallback");
    Terms terms =
        new Terms(
            name == null ? "" : name,
            language,
            Severity.of(severity),
            tester,
            fallback,
            events(top, kind, tester, fallback));
    String ca = top.lines("ca", Certificates.LONGEST);
    if (ca != null) {
      Certificates.check(ca, detail -> top.fault("ca", detail));
    }
    Proxy proxy = Proxy.read(top.object("proxy"));
    String url = url(top, kind, gate, proxy != null);
    Fields settings = top.within("settings");
    Channel channel = channel(kind, url, settings);
    settings.noOthers();
    top.noOthers();
    if (proxy != null) {
      tell(top, "proxy.address", gate.objection(proxy.user() == null, proxy.host()));
    } else if (channel instanceof EmailChannel email) {
      tell(top, "settings.host", gate.objection(true, email.server().host()));
    }
    return new Sheet(json, kind, terms, new Line(url, ca, proxy), channel);
  }

  /** People are told of alerts; news of all that comes and goes is for systems alone. */
  private static List<String> events(Fields top, Kind kind, boolean tester, boolean fallback) {
    List<String> groups = News.groups();
    List<String> events =
        top
            .list(
                "events",
                String.join("|", groups),
                "one of " + String.join(", ", groups),
                groups.size())
            .stream()
            .distinct()
            .toList();
    if (!events.isEmpty() && kind != Kind.WEBHOOK) {
      top.fault("events", "only a webhook is told of them; " + kind.word() + " is told of alerts");
    } else if (!events.isEmpty() && (tester || fallback)) {
      String other = tester ? "tester" : "fallback";
      top.fault("events", "goes not together with " + other + ", which is told of nothing else");
    }
    return events;
  }

  private static @Nullable String url(Fields top, Kind kind, Gate gate, boolean proxy) {
    if (kind == Kind.EMAIL) {
      if (top.text("url", LONGEST_URL) != null) {
        top.fault("url", "e-mail has none; settings.host says where the mail server is");
      }
      return null;
    }
    String url = top.needed("url", LONGEST_URL, "https://…");
    if (url == null) {
      return null;
    }
    boolean gateway = kind == Kind.SMS || kind == Kind.VOICE;
    tell(top, "url", gate.objection(gateway ? new Template(url).fill(n -> "1") : url));
    if (proxy && !url.regionMatches(true, 0, "https:", 0, 6)) {
      top.fault("url", "only https goes through a proxy");
    }
    return url;
  }

  private static void tell(Fields top, String place, @Nullable String objection) {
    if (objection != null) {
      top.fault(place, objection);
    }
  }

  private static @Nullable Channel channel(Kind kind, @Nullable String url, Fields settings) {
    return switch (kind) {
      case WEBHOOK -> null;
      case ALERTMANAGER -> AlertmanagerChannel.read(url, settings);
      case DINGTALK -> DingTalkChannel.read(url, settings);
      case WECOM -> WeComChannel.read(url, settings);
      case FEISHU -> FeishuChannel.read(url, settings);
      case SMS, VOICE -> GatewayChannel.read(kind, url, settings);
      case EMAIL -> EmailChannel.read(settings);
    };
  }

  /** Its kind. */
  public Kind kind() {
    return kind;
  }

  /** What every kind has. */
  public Terms terms() {
    return terms;
  }

  /** How it is reached. */
  public Line line() {
    return line;
  }

  /** What makes requests of messages; null for a webhook, which is sent the body as it is. */
  public @Nullable Channel channel() {
    return channel;
  }

  /** The address as people may see it. */
  public String shownUrl() {
    if (channel instanceof EmailChannel email) {
      return email.server().shown();
    }
    return kind.shown(line.url() == null ? "" : line.url());
  }

  /** The JSON it was read from, secrets included. */
  public ObjectNode json() {
    return json.deepCopy();
  }

  /** The part of the JSON that may lie in the database as it is, and be shown. */
  public ObjectNode open() {
    return Secrets.without(json, kind);
  }

  /** The part that lies there encrypted; null when there is nothing secret. */
  public @Nullable ObjectNode secret() {
    return Secrets.only(json, kind);
  }

  /** Puts together what {@link #open} and {@link #secret} took apart. */
  public static ObjectNode whole(JsonNode open, @Nullable JsonNode secret) {
    return Secrets.merged((ObjectNode) open, secret);
  }

  /**
   * What this sheet becomes by a change: members of the patch replace those here, null takes one
   * away (RFC 7396). A secret that is given as it was shown stays what it is.
   */
  public ObjectNode changed(ObjectNode patch) {
    ObjectNode unmasked = patch.deepCopy();
    Secrets.dropMasked(unmasked);
    if (unmasked.path("url").asText("").equals(shownUrl())) {
      unmasked.remove("url");
    }
    return Secrets.merged(json, unmasked);
  }

  @Override
  public String toString() {
    return kind.word() + " " + shownUrl();
  }
}
