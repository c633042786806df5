@NullMarked
package cn.yizhan.edge.uplink;

import org.jspecify.annotations.NullMarked;
