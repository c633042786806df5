/** What follows from what is known of supplies; it only computes. */
@NullMarked
package cn.yizhan.hub.supplies;

import org.jspecify.annotations.NullMarked;
