/**
 * The rule catalogue and the engine that judges readings by it; the same for hub and edge agent.
 */
@NullMarked
package cn.yizhan.protocol.rule;

import org.jspecify.annotations.NullMarked;
