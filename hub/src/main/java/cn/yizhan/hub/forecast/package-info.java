/** What is used of supplies a day, how much that will be, and how long a stock lasts. */
@NullMarked
package cn.yizhan.hub.forecast;

import org.jspecify.annotations.NullMarked;
