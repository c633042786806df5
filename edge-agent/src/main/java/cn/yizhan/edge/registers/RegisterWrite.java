package cn.yizhan.edge.registers;

/**
 * A value to be written.
 *
 * @param coil true for a coil, function 5; false for a holding register, function 6
 * @param address where
 * @param value 16 bits; of coils 0xFF00 is on and 0 off, some vendors give others a meaning
 */
public record RegisterWrite(boolean coil, int address, int value) {}
