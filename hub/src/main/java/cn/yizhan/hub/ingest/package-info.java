/** MQTT in: one transaction, PUBACK after commit. */
@NullMarked
package cn.yizhan.hub.ingest;

import org.jspecify.annotations.NullMarked;
