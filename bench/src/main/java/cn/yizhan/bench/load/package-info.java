/** Load on a hub: a lean MQTT sender that costs little beside what it measures, and the figures. */
@NullMarked
package cn.yizhan.bench.load;

import org.jspecify.annotations.NullMarked;
