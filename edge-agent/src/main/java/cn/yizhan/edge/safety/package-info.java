/** Local safety: cutting, latching, confirming, resetting. Pure. */
@NullMarked
package cn.yizhan.edge.safety;

import org.jspecify.annotations.NullMarked;
