package cn.yizhan.hub.alerts;

import cn.yizhan.hub.rules.EdgeAction;
import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.Rule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The body of a notification about an alert. Its fields and their order are fixed by golden files:
 * fields are added, none is renamed.
 */
public final class WebhookBody {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);

  private final Style style;

  private WebhookBody(Style style) {
    this.style = style;
  }

  /**
   * The JSON text.
   *
   * @param notice what is told
   * @param alert the alert as it is now
   * @param place where it is
   * @param rule its rule
   * @param style how alerts look here
   * @param now the present, milliseconds
   */
  public static String of(
      Notice notice, Alert alert, Place place, Rule rule, Style style, long now) {
    return of(new Step(alert, "", notice), notice, place, rule, style, now);
  }

  /**
   * The JSON text about a change, perhaps one of a deadline.
   *
   * @param step the change
   * @param notice what is told of it
   * @param place where it is
   * @param rule the alert's rule
   * @param style how alerts look here
   * @param now the present, milliseconds
   */
  public static String of(Step step, Notice notice, Place place, Rule rule, Style style, long now) {
    WebhookBody body = new WebhookBody(style);
    Alert alert = step.alert();
    AlertText text = new AlertText(step, notice, place, rule, style.zone(), now);
    ObjectNode root = object();
    root.put("type", notice.type());
    root.put("timestamp", body.time(now));
    ObjectNode data = root.putObject("data");
    body.identity(data, alert);
    place(data, place);
    subject(data, alert, place);
    body.evidence(data, alert);
    ObjectNode deadlines = data.putObject("deadlines");
    deadlines.put("acknowledge", body.time(alert.times().due().acknowledge()));
    deadlines.put("resolve", body.time(alert.times().due().resolve()));
    deadlines.put("recheck", body.time(alert.times().due().recheck()));
    data.set("title", label(text.title()));
    data.set("text", label(text.text()));
    data.set("whatToDo", label(text.whatToDo()));
    data.put("link", style.link() == null ? null : style.link() + "/alerts/" + alert.id());
    data.put("externalRef", alert.people().externalRef());
    data.put("test", alert.state().test());
    if (step.escalation() != null) {
      body.escalation(data.putObject("escalation"), step.escalation());
    }
    return root.toString();
  }

  private void escalation(ObjectNode node, Escalation escalation) {
    node.put("kind", escalation.kind().word());
    node.put("step", escalation.step());
    node.put("reminder", escalation.reminder());
    node.put("due", time(escalation.due()));
    ObjectNode to = node.putObject("to");
    to.put("role", escalation.to().role());
    to.put("name", escalation.to().name());
    to.put("mobile", escalation.to().mobile());
  }

  private void identity(ObjectNode data, Alert alert) {
    data.put("number", alert.number());
    data.put("id", alert.id().toString());
    data.put("rule", alert.matter().rule());
    data.put("ruleVersion", alert.matter().version());
    data.put("severity", alert.state().severity().word());
    data.put("condition", alert.state().condition().word());
    data.put("work", alert.state().work().word());
    data.put("delayed", alert.state().delayed());
    data.put("retrospective", alert.state().retrospective());
    data.put("eventTime", time(alert.times().event()));
    data.put("detectedTime", time(alert.times().detected()));
  }

  static void place(ObjectNode data, Place place) {
    Place.Station at = place.station();
    if (at == null) {
      data.putNull("station");
    } else {
      station(data.putObject("station"), at);
    }
    ObjectNode office = data.putObject("office");
    office.put("code", place.office().code());
    office.put("name", place.office().name());
    office.put("regionCode", place.office().regionCode());
    data.put("community", place.community());
    data.put("grid", place.grid());
  }

  private static void station(ObjectNode station, Place.Station at) {
    station.put("code", at.code());
    station.put("name", at.name());
    station.put("kind", at.kind());
    station.put("address", at.address());
    station.put("phone", at.phone());
    Place.Point point = at.point();
    if (point == null) {
      station.putNull("place");
    } else {
      ObjectNode coordinates = station.putObject("place");
      coordinates.put("lat", point.lat());
      coordinates.put("lon", point.lon());
      coordinates.put("crs", point.crs());
    }
  }

  static void subject(ObjectNode data, Alert alert, Place place) {
    String name = alert.matter().subject();
    ObjectNode subject = data.putObject("subject");
    String kind = Words.kind(name);
    subject.put("kind", kind);
    Place.Station station = place.station();
    subject.put("id", id(kind, name, station == null ? place.office().code() : station.code()));
    subject.set("label", label(Words.subject(name)));
  }

  /** The place itself is a subject, too. */
  private static String id(String kind, String name, String place) {
    return kind.equals("station") || kind.equals("office") ? place : Words.id(name);
  }

  private void evidence(ObjectNode data, Alert alert) {
    Finding finding = alert.evidence().reading();
    if (finding == null) {
      data.putNull("reading");
    } else {
      ObjectNode reading = data.putObject("reading");
      reading.put("point", finding.point());
      number(reading, "value", finding.value());
      reading.put("unit", finding.unit());
      number(reading, "limit", finding.limit());
      number(reading, "holdSeconds", finding.holdSeconds());
    }
    EdgeAction did = alert.evidence().edgeAction();
    if (did == null) {
      data.putNull("edgeAction");
    } else {
      ObjectNode action = data.putObject("edgeAction");
      action.put("action", did.action());
      action.put("latched", did.latched());
      action.put("confirmed", did.confirmed());
    }
  }

  /** Whole numbers without a fraction, others to three places; null stays null. */
  static void number(ObjectNode node, String name, @Nullable Double value) {
    if (value == null) {
      node.putNull(name);
      return;
    }
    double rounded = Math.round(value * 1000) / 1000.0;
    if (rounded == Math.rint(rounded) && Math.abs(rounded) < 1e15) {
      node.put(name, (long) rounded);
    } else {
      node.put(name, rounded);
    }
  }

  private @Nullable String time(@Nullable Long millis) {
    return time(millis, style);
  }

  /** A time as bodies have it; null stays null. */
  static @Nullable String time(@Nullable Long millis, Style style) {
    return millis == null ? null : TIME.format(Instant.ofEpochMilli(millis).atZone(style.zone()));
  }

  static ObjectNode label(Label label) {
    return object().put("zh", label.zh()).put("en", label.en());
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
