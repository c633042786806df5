package cn.yizhan.hub.api;

import cn.yizhan.protocol.message.CommandType;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An order to be given.
 *
 * @param id its identity
 * @param type what to do
 * @param target what to do it to
 * @param args further facts: strings, numbers and booleans
 * @param expires from when on it is not to be executed, epoch milliseconds
 * @param repeat by what a repetition of the request is known; null when it may not be repeated
 */
public record NewCommand(
    String id,
    CommandType type,
    String target,
    Map<String, Object> args,
    long expires,
    @Nullable Repeat repeat) {

  /**
   * By what a repeated request is known.
   *
   * @param key the client's key
   * @param digest SHA-256 of what was asked for
   */
  public record Repeat(String key, Buffer digest) {}
}
