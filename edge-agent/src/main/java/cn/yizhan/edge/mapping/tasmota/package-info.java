/** How hardware with Tasmota speaks. */
@NullMarked
package cn.yizhan.edge.mapping.tasmota;

import org.jspecify.annotations.NullMarked;
