@NullMarked
package cn.yizhan.edge.modbus;

import org.jspecify.annotations.NullMarked;
