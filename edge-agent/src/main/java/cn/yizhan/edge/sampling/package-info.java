/** Which of the readings heard are reported, and together with which. Pure. */
@NullMarked
package cn.yizhan.edge.sampling;

import org.jspecify.annotations.NullMarked;
