/** A webhook receiver that verifies what the hub sends. */
@NullMarked
package cn.yizhan.bench.receiver;

import org.jspecify.annotations.NullMarked;
