package cn.yizhan.hub.rules;

import java.util.BitSet;
import java.util.List;

/**
 * What became of an {@link Arrival}.
 *
 * @param facts what was found, in the order of finding
 * @param steppedBack indexes of readings that lie behind the last judged one of their point: to be
 *     stored and marked, not judged
 */
public record Folded(List<Fact> facts, BitSet steppedBack) {}
