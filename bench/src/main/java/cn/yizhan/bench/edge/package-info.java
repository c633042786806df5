/** What one agent needs and how fast it is: {@code bench edge}. */
@NullMarked
package cn.yizhan.bench.edge;

import org.jspecify.annotations.NullMarked;
