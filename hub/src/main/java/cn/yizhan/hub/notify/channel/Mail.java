package cn.yizhan.hub.notify.channel;

import java.util.List;

/**
 * A letter as it is to be sent.
 *
 * @param from the sender's address
 * @param to the recipients' addresses
 * @param subject one line
 * @param text plain text
 * @param messageId the Message-ID, the same over all tries, so that mail programs show it once
 * @param urgent whether it tells of something critical
 */
public record Mail(
    String from, List<String> to, String subject, String text, String messageId, boolean urgent) {}
