/**
 * The station file: what an installer writes down about a station, read whole and with all its
 * mistakes. Pure.
 */
@NullMarked
package cn.yizhan.edge.stationfile;

import org.jspecify.annotations.NullMarked;
