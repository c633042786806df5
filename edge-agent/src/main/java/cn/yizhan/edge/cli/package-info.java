/** What an installer does with a station file and the hub, at the keyboard. */
@NullMarked
package cn.yizhan.edge.cli;

import org.jspecify.annotations.NullMarked;
