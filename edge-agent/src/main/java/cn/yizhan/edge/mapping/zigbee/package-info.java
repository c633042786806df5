/** What Zigbee2MQTT says of Zigbee devices, and what it is told. Pure. */
@NullMarked
package cn.yizhan.edge.mapping.zigbee;

import org.jspecify.annotations.NullMarked;
