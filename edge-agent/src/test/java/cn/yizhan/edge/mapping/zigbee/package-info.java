@NullMarked
package cn.yizhan.edge.mapping.zigbee;

import org.jspecify.annotations.NullMarked;
