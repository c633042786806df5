package cn.yizhan.hub.alerts;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How alerts look at this place.
 *
 * @param district prefix of their numbers, {@code PC}
 * @param zone whose days and times people read
 * @param link what goes before {@code /alerts/{id}} to make a link, null for no links
 */
public record Style(String district, ZoneId zone, @Nullable String link) {}
