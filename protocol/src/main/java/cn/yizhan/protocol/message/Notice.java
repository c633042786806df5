package cn.yizhan.protocol.message;

import cn.yizhan.protocol.Label;

/**
 * A text for the station's display.
 *
 * @param id identity; a later notice of the same id replaces it
 * @param text what it says
 * @param from shown from
 * @param until shown until
 */
public record Notice(String id, Label text, long from, long until) implements Message {}
