package cn.yizhan.protocol;

/**
 * A text for people in both languages.
 *
 * @param zh Chinese
 * @param en English
 */
public record Label(String zh, String en) {}
