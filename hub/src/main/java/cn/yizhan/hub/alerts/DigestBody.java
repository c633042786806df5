package cn.yizhan.hub.alerts;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.Severity;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/**
 * The body of a notification about several alerts of an office that were collected. Its fields and
 * their order are fixed by golden files: fields are added, none is renamed.
 */
public final class DigestBody {
  /** Its {@code type}. */
  public static final String TYPE = "alert.digest";

  /**
   * Bytes of a text in UTF-8. The shortest channel that is no short message takes 4,096 with its
   * markup and link, see {@code WeComChannel}; what wants more is told in two messages.
   */
  private static final int LONGEST = 3_400;

  /** What holds, the worst first; then what is over. */
  private static final Comparator<Entry> ORDER =
      Comparator.comparing((Entry entry) -> !DigestText.holds(entry))
          .thenComparing(entry -> entry.alert().state().severity())
          .thenComparing(entry -> entry.alert().times().detected())
          .thenComparing(entry -> entry.alert().number());

  private DigestBody() {}

  /**
   * An alert in it.
   *
   * @param notice what was last to be told of it
   * @param alert the alert as it is now
   * @param place where it is
   * @param rule its rule
   */
  public record Entry(Notice notice, Alert alert, Place place, Rule rule) {}

  /**
   * Those of the entries that one message tells, in the order in which it does: as many as its text
   * has room for.
   *
   * @param office whose alerts they are
   * @param now the present, milliseconds
   */
  public static List<Entry> fitting(
      Place.Office office, List<Entry> entries, Style style, long now) {
    List<Entry> ordered = entries.stream().sorted(ORDER).toList();
    int count = ordered.size();
    while (count > 1
        && longest(new DigestText(office, ordered.subList(0, count), style.zone(), now).text())
            > LONGEST) {
      count--;
    }
    return ordered.subList(0, count);
  }

  private static int longest(Label text) {
    return Math.max(
        text.zh().getBytes(StandardCharsets.UTF_8).length,
        text.en().getBytes(StandardCharsets.UTF_8).length);
  }

  /**
   * The JSON text.
   *
   * @param office whose alerts they are
   * @param entries at least one, in the order in which they are told
   * @param style how alerts look here
   * @param now the present, milliseconds
   */
  public static String of(Place.Office office, List<Entry> entries, Style style, long now) {
    DigestText text = new DigestText(office, entries, style.zone(), now);
    ObjectNode root = WebhookBody.object();
    root.put("type", TYPE);
    root.put("timestamp", WebhookBody.time(now, style));
    ObjectNode data = root.putObject("data");
    ObjectNode where = data.putObject("office");
    where.put("code", office.code());
    where.put("name", office.name());
    where.put("regionCode", office.regionCode());
    data.put("severity", worst(entries).word());
    data.put("count", entries.size());
    ArrayNode alerts = data.putArray("alerts");
    entries.forEach(entry -> entry(alerts.addObject(), entry, style));
    data.set("title", WebhookBody.label(text.title()));
    data.set("text", WebhookBody.label(text.text()));
    data.put("link", style.link());
    data.put("test", false);
    return root.toString();
  }

  private static void entry(ObjectNode node, Entry entry, Style style) {
    Alert alert = entry.alert();
    node.put("type", entry.notice().type());
    node.put("number", alert.number());
    node.put("id", alert.id().toString());
    node.put("rule", alert.matter().rule());
    node.put("severity", alert.state().severity().word());
    node.put("condition", alert.state().condition().word());
    node.put("work", alert.state().work().word());
    node.put("retrospective", alert.state().retrospective());
    node.put("eventTime", WebhookBody.time(alert.times().event(), style));
    node.put("clearedTime", WebhookBody.time(alert.times().cleared(), style));
    Place.Station station = entry.place().station();
    if (station == null) {
      node.putNull("station");
    } else {
      ObjectNode at = node.putObject("station");
      at.put("code", station.code());
      at.put("name", station.name());
    }
    WebhookBody.subject(node, alert, entry.place());
    node.set("title", WebhookBody.label(AlertText.title(entry.rule(), alert.matter().subject())));
    node.put("link", style.link() == null ? null : style.link() + "/alerts/" + alert.id());
  }

  /** How bad the worst of them is. */
  public static Severity worst(List<Entry> entries) {
    Severity worst = Severity.INFO;
    for (Entry entry : entries) {
      Severity severity = entry.alert().state().severity();
      worst = severity.worseThan(worst) ? severity : worst;
    }
    return worst;
  }
}
