/** Figures of benchmarks: what they are of, their percentiles, and the sheet they stand on. */
@NullMarked
package cn.yizhan.bench.figures;

import org.jspecify.annotations.NullMarked;
