package cn.yizhan.protocol.message;

/**
 * The Will of a connection.
 *
 * @param session session of the {@link Birth} it ends; a stale one takes down no newer session
 */
public record Death(String session) implements Message {}
