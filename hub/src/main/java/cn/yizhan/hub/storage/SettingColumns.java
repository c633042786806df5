package cn.yizhan.hub.storage;

import cn.yizhan.protocol.Label;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/** Deadbands and display texts as columns hold them. */
final class SettingColumns {
  private SettingColumns() {}

  /**
   * What holds at the station {@code s}: its own members, and those of its office that it does not
   * have.
   */
  static final String IN_FORCE =
      """
      select coalesce(o.deadbands, '{}') || coalesce(m.deadbands, '{}') as deadbands,
        coalesce(o.texts, '{}') || coalesce(m.texts, '{}') as texts
      from (select) one
      left join lateral (select deadbands, texts from setting where office = s.office
                           and station is null order by version desc limit 1) o on true
      left join lateral (select deadbands, texts from setting where station = s.id
                         order by version desc limit 1) m on true
      """;

  /** The column for texts. */
  static JsonObject json(Map<String, Label> texts) {
    JsonObject json = new JsonObject();
    new TreeMap<>(texts)
        .forEach(
            (name, text) ->
                json.put(name, new JsonObject().put("zh", text.zh()).put("en", text.en())));
    return json;
  }

  /** The deadbands in a column. */
  static Map<String, Double> deadbands(JsonObject column) {
    Map<String, Double> deadbands = new TreeMap<>();
    column.fieldNames().forEach(name -> deadbands.put(name, column.getDouble(name)));
    return deadbands;
  }

  /** The texts in a column. */
  static Map<String, Label> texts(JsonObject column) {
    Map<String, Label> texts = new TreeMap<>();
    for (String name : column.fieldNames()) {
      JsonObject text = column.getJsonObject(name);
      texts.put(name, new Label(text.getString("zh"), text.getString("en")));
    }
    return texts;
  }
}
