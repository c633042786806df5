package cn.yizhan.edge.mapping;

/**
 * A message of hardware.
 *
 * @param topic its topic
 * @param text its bytes as UTF-8; what is not becomes U+FFFD
 * @param retained true when it was marked as retained and is the first on its topic of that
 *     connection: its age is not known then
 */
public record Publish(String topic, String text, boolean retained) {}
