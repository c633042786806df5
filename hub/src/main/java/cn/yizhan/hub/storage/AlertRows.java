package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.Cause;
import cn.yizhan.hub.alerts.Condition;
import cn.yizhan.hub.alerts.Place;
import cn.yizhan.hub.alerts.Work;
import cn.yizhan.hub.rules.EdgeAction;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.Severity;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

/** Alerts and places as rows and parameters. */
final class AlertRows {
  private AlertRows() {}

  static Alert alert(Row row) {
    return new Alert(
        row.getUUID("id"),
        row.getString("number"),
        new Matter(row.getString("rule"), row.getInteger("rule_version"), row.getString("subject")),
        new Alert.State(
            Severity.of(row.getString("severity")),
            Condition.of(row.getString("condition")),
            Work.of(row.getString("work")),
            row.getBoolean("delayed"),
            row.getBoolean("retrospective"),
            row.getBoolean("test"),
            row.getBoolean("flapping")),
        new Alert.Times(
            Times.fromSql(row.getOffsetDateTime("event_time")),
            Times.fromSql(row.getOffsetDateTime("detected_time")),
            Times.fromSqlOrNull(row.getOffsetDateTime("cleared_time")),
            Times.fromSqlOrNull(row.getOffsetDateTime("closed_time")),
            new Alert.Due(
                Times.fromSqlOrNull(row.getOffsetDateTime("acknowledge_due")),
                Times.fromSqlOrNull(row.getOffsetDateTime("resolve_due")),
                Times.fromSqlOrNull(row.getOffsetDateTime("recheck_due")))),
        new Alert.Evidence(
            finding(row.getJsonObject("reading")), action(row.getJsonObject("edge_action"))),
        new Alert.People(
            row.getString("acknowledged_by"),
            Times.fromSqlOrNull(row.getOffsetDateTime("acknowledged_time")),
            row.getString("assigned_to"),
            cause(row.getString("cause")),
            row.getString("closed_by"),
            row.getString("external_ref")),
        row.getInteger("revision"));
  }

  private static @Nullable Cause cause(@Nullable String word) {
    return word == null ? null : Cause.of(word);
  }

  static Place place(Row row) {
    return new Place(
        row.getString("code") == null ? null : station(row),
        new Place.Office(
            row.getString("office_code"),
            row.getString("office_name"),
            row.getString("region_code")),
        row.getString("community"),
        row.getString("grid"));
  }

  private static Place.Station station(Row row) {
    Double lat = row.getDouble("lat");
    Double lon = row.getDouble("lon");
    String crs = row.getString("crs");
    return new Place.Station(
        row.getString("code"),
        row.getString("name"),
        row.getString("kind"),
        row.getString("address"),
        row.getString("phone"),
        lat == null || lon == null || crs == null ? null : new Place.Point(lat, lon, crs));
  }

  static @Nullable JsonObject json(@Nullable Finding finding) {
    return finding == null
        ? null
        : new JsonObject()
            .put("point", finding.point())
            .put("value", finding.value())
            .put("unit", finding.unit())
            .put("limit", finding.limit())
            .put("holdSeconds", finding.holdSeconds());
  }

  static @Nullable JsonObject json(@Nullable EdgeAction action) {
    return action == null
        ? null
        : new JsonObject()
            .put("action", action.action())
            .put("latched", action.latched())
            .put("confirmed", action.confirmed())
            .put("reactionMs", action.reactionMs());
  }

  private static @Nullable Finding finding(@Nullable JsonObject json) {
    return json == null
        ? null
        : new Finding(
            json.getString("point"),
            json.getDouble("value"),
            json.getString("unit"),
            json.getDouble("limit"),
            json.getDouble("holdSeconds"));
  }

  static @Nullable EdgeAction action(@Nullable JsonObject json) {
    return json == null
        ? null
        : new EdgeAction(
            json.getString("action"),
            json.getBoolean("latched"),
            json.getBoolean("confirmed"),
            json.getDouble("reactionMs"));
  }
}
