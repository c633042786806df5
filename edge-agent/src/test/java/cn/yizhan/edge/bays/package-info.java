@NullMarked
package cn.yizhan.edge.bays;

import org.jspecify.annotations.NullMarked;
