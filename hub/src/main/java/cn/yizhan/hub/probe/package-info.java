/** Whether an alert gets through: a synthetic one each hour, from its rule to its receiver. */
@NullMarked
package cn.yizhan.hub.probe;

import org.jspecify.annotations.NullMarked;
