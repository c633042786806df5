package cn.yizhan.hub.api;

import cn.yizhan.protocol.message.CommandType;
import java.util.Map;

/**
 * An order to be given.
 *
 * @param id its identity
 * @param type what to do
 * @param target what to do it to
 * @param args further facts: strings, numbers and booleans
 * @param expires from when on it is not to be executed, epoch milliseconds
 */
public record NewCommand(
    String id, CommandType type, String target, Map<String, Object> args, long expires) {}
