/** What hardware a station has and where it is, as the installer wrote it down. Pure. */
@NullMarked
package cn.yizhan.edge.wiring;

import org.jspecify.annotations.NullMarked;
