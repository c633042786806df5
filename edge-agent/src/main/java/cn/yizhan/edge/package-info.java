/** The agent that runs at a station: wiring and entry point. */
@NullMarked
package cn.yizhan.edge;

import org.jspecify.annotations.NullMarked;
