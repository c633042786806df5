@NullMarked
package cn.yizhan.edge.sampling;

import org.jspecify.annotations.NullMarked;
