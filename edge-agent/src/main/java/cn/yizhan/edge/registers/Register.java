package cn.yizhan.edge.registers;

/**
 * A value of a unit.
 *
 * @param name its name in the map; the station file may give it a meaning of its own by it
 * @param table where it is
 * @param address of its first register or bit, counted from 0 as on the wire
 * @param form how the number lies there
 * @param order in which order its bytes come
 * @param scale what the number is to be multiplied with to have the unit of the map
 * @param channel the channel it is of, 0 when it is of the whole unit
 */
public record Register(
    String name,
    RegisterTable table,
    int address,
    NumberForm form,
    BytesOrder order,
    double scale,
    int channel) {

  /** The address behind it. */
  public int end() {
    return address + form.registers();
  }
}
