/** Commands that speak to a running hub. */
@NullMarked
package cn.yizhan.hub.cli;

import org.jspecify.annotations.NullMarked;
