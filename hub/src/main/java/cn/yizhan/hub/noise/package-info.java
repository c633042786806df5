/** What people are not told, because they know of it or of what it comes from. */
@NullMarked
package cn.yizhan.hub.noise;

import org.jspecify.annotations.NullMarked;
