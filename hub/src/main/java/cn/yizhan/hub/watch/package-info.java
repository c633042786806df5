/** What is found by the hub's clock rather than in a report: stations that are not heard. */
@NullMarked
package cn.yizhan.hub.watch;

import org.jspecify.annotations.NullMarked;
