@NullMarked
package cn.yizhan.edge.stationfile;

import org.jspecify.annotations.NullMarked;
