/** Lines on which Modbus is spoken: units are read in turn, orders go first. */
@NullMarked
package cn.yizhan.edge.modbus;

import org.jspecify.annotations.NullMarked;
