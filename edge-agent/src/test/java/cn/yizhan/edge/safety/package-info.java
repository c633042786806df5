@NullMarked
package cn.yizhan.edge.safety;

import org.jspecify.annotations.NullMarked;
