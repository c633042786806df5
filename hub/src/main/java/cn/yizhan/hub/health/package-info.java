/** Whether the hub can do its work. */
@NullMarked
package cn.yizhan.hub.health;

import org.jspecify.annotations.NullMarked;
