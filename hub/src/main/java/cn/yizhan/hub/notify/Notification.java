package cn.yizhan.hub.notify;

import java.util.List;
import java.util.UUID;

/**
 * A notification claimed for one try.
 *
 * @param id the {@code webhook-id}, the same over all tries
 * @param endpoint whom it goes to
 * @param url the endpoint's URL, secrets included
 * @param secrets the endpoint's live signing secrets, for webhooks; empty when they cannot be
 *     opened
 * @param body what was queued; a webhook is sent it as it is
 * @param attempt number of this try, from 1
 * @param critical whether it tells of a critical alert
 * @param target how the endpoint is told
 */
public record Notification(
    String id,
    UUID endpoint,
    String url,
    List<SigningSecret> secrets,
    String body,
    int attempt,
    boolean critical,
    Target target) {

  /** A notification to a webhook reached directly. */
  public Notification(
      String id,
      UUID endpoint,
      String url,
      List<SigningSecret> secrets,
      String body,
      int attempt,
      boolean critical) {
    this(id, endpoint, url, secrets, body, attempt, critical, Target.WEBHOOK);
  }

  /** The same, to another URL. */
  Notification to(String other) {
    return new Notification(id, endpoint, other, secrets, body, attempt, critical, target);
  }

  /** Says nothing of the URL, which may carry a token. */
  @Override
  public String toString() {
    return id + " to " + target + " " + endpoint + ", try " + attempt;
  }
}
