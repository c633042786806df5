/** What the agent's tests play against: a hub and hardware. */
@NullMarked
package cn.yizhan.edge.testing;

import org.jspecify.annotations.NullMarked;
