@NullMarked
package cn.yizhan.edge.registers;

import org.jspecify.annotations.NullMarked;
