package cn.yizhan.hub.compliance;

import cn.yizhan.protocol.Label;
import java.util.Set;

/**
 * Something that a station is to have.
 *
 * @param code its name in messages, {@code study-books}
 * @param group {@code content}, {@code service} or {@code safety}
 * @param kinds kinds of stations that are to have it
 * @param label what people call it
 */
public record Element(String code, String group, Set<String> kinds, Label label) {}
