/** The page for people: what is going on at the stations, live, and how one signs in to see it. */
@NullMarked
package cn.yizhan.hub.console;

import org.jspecify.annotations.NullMarked;
