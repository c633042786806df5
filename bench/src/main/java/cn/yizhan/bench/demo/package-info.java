/** The demonstration: a district in miniature whose every printed line is read back. */
@NullMarked
package cn.yizhan.bench.demo;

import org.jspecify.annotations.NullMarked;
