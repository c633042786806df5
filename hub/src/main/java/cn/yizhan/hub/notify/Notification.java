package cn.yizhan.hub.notify;

import java.util.List;
import java.util.UUID;

/**
 * A notification claimed for one try.
 *
 * @param id the {@code webhook-id}, the same over all tries
 * @param endpoint whom it goes to
 * @param url the endpoint's URL
 * @param secrets the endpoint's live secrets; empty when they cannot be opened
 * @param body what is signed and sent
 * @param attempt number of this try, from 1
 * @param critical whether it tells of a critical alert
 */
public record Notification(
    String id,
    UUID endpoint,
    String url,
    List<SigningSecret> secrets,
    String body,
    int attempt,
    boolean critical) {}
