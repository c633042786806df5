/** When stations are open by plan. Only computes. */
@NullMarked
package cn.yizhan.hub.hours;

import org.jspecify.annotations.NullMarked;
