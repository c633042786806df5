/** What the registers of devices on Modbus mean, and what is written to switch. Pure. */
@NullMarked
package cn.yizhan.edge.registers;

import org.jspecify.annotations.NullMarked;
