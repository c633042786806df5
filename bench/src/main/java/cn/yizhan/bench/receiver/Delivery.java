package cn.yizhan.bench.receiver;

import io.vertx.core.json.JsonObject;

/**
 * What the receiver got under one {@code webhook-id}, however often it came.
 *
 * @param id the {@code webhook-id}
 * @param type {@code type} of the body, empty when there is none
 * @param path where it was sent to
 * @param body the body as it came
 * @param verified whether signature and timestamp were right
 * @param at when it first came, epoch milliseconds
 * @param tries how often it came
 * @param answer what the last try was answered: a status, or how the receiver misbehaved
 */
public record Delivery(
    String id,
    String type,
    String path,
    String body,
    boolean verified,
    long at,
    int tries,
    String answer) {

  /** Whether this stays when the other comes under the same id. */
  boolean outweighs(Delivery later) {
    return verified || !later.verified;
  }

  /** This one, once more after an earlier one under its id. */
  Delivery after(Delivery before, String answered) {
    return new Delivery(id, type, path, body, verified, at, before.tries + 1, answered);
  }

  /** As the API of the receiver shows it. */
  JsonObject json() {
    return new JsonObject()
        .put("id", id)
        .put("type", type)
        .put("path", path)
        .put("body", body)
        .put("verified", verified)
        .put("at", at)
        .put("tries", tries)
        .put("answer", answer);
  }
}
