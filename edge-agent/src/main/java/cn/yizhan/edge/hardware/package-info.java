/** The MQTT endpoint that the station's hardware connects to. */
@NullMarked
package cn.yizhan.edge.hardware;

import org.jspecify.annotations.NullMarked;
