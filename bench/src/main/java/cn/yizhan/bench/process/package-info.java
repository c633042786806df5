/** A hub in a process of its own, and its API, as benchmarks and the demo use them. */
@NullMarked
package cn.yizhan.bench.process;

import org.jspecify.annotations.NullMarked;
