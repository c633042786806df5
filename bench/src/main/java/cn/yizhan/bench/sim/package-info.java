/** Simulated station hardware: a pure model, and a client that speaks for it over MQTT. */
@NullMarked
package cn.yizhan.bench.sim;

import org.jspecify.annotations.NullMarked;
