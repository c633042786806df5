/** Who asks, and what they may see. */
@NullMarked
package cn.yizhan.hub.access;

import org.jspecify.annotations.NullMarked;
