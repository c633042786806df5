package cn.yizhan.protocol.message;

import java.util.Map;

/**
 * An order to a station.
 *
 * @param id identity; a repeated one is answered again, not executed again
 * @param type what to do, {@code reset-latch} for instance
 * @param target what to do it to, {@code bay/3} for instance
 * @param args further facts: strings, numbers (as Double) and booleans
 * @param expires when it must no longer be executed
 * @param by who ordered it
 */
public record Command(
    String id, String type, String target, Map<String, Object> args, long expires, String by)
    implements Message {}
