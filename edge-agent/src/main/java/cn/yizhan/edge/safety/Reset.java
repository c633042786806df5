package cn.yizhan.edge.safety;

import java.util.List;

/**
 * What became of a wish to reset.
 *
 * @param done true when the subject is not latched any more
 * @param detail a sentence for people
 * @param actions what is to be done
 */
public record Reset(boolean done, String detail, List<Action> actions) {}
