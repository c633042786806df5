package cn.yizhan.hub.alerts;

import cn.yizhan.protocol.Label;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What bodies of all news have: type and time first, then where it is; title, text and link last.
 */
final class NewsSheet {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT);

  private final ObjectNode root = WebhookBody.object();
  private final ObjectNode data;
  private final Place place;
  private final Style style;
  private final long now;

  /**
   * @param place where it is, with its station
   * @param now the present, milliseconds
   */
  NewsSheet(News news, Place place, Style style, long now) {
    this.place = place;
    this.style = style;
    this.now = now;
    root.put("type", news.type());
    root.put("timestamp", time(now));
    data = root.putObject("data");
    WebhookBody.place(data, place);
  }

  /** Where what is special about it goes. */
  ObjectNode data() {
    return data;
  }

  /** A time as bodies have it; null stays null. */
  @Nullable String time(@Nullable Long millis) {
    return WebhookBody.time(millis, style);
  }

  /** A time of day as people read it, with the day when it is not today. */
  String spoken(long millis) {
    ZonedDateTime at = Instant.ofEpochMilli(millis).atZone(style.zone());
    LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(now), style.zone());
    return (at.toLocalDate().equals(today) ? TIME : DAY_AND_TIME).format(at);
  }

  /**
   * Completes it.
   *
   * @param mark the word in brackets before the text
   * @param title what is the matter
   * @param course the sentences about it
   * @param page what follows the public address in the link; empty for the overview
   */
  String told(Label mark, Label title, Label course, String page) {
    Place.Station station = place.station();
    String where = place.office().name() + (station == null ? "" : "·" + station.name());
    Label way = Way.of(place);
    data.set("title", WebhookBody.label(title));
    data.set(
        "text",
        WebhookBody.label(
            new Label(
                lines("【" + mark.zh() + "】" + where + " " + title.zh(), course.zh(), way.zh()),
                lines("[" + mark.en() + "] " + where + ": " + title.en(), course.en(), way.en()))));
    data.put("link", style.link() == null ? null : style.link() + page);
    data.put("test", false);
    return root.toString();
  }

  private static String lines(String headline, String course, String way) {
    return headline + "\n" + course + (way.isEmpty() ? "" : "\n" + way);
  }
}
