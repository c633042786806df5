/** How Shelly devices speak, those of the first generation and those since the second. */
@NullMarked
package cn.yizhan.edge.mapping.shelly;

import org.jspecify.annotations.NullMarked;
