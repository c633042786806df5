package cn.yizhan.edge.modbus;

import cn.yizhan.edge.registers.RegisterBlock;
import cn.yizhan.edge.registers.RegisterWrite;
import java.io.IOException;

/** A line, spoken on by one thread: one request at a time. */
interface Wire extends AutoCloseable {
  /** The unit has understood the request and does not do it. */
  final class Refused extends IOException {
    private static final long serialVersionUID = 1;
    private static final int ILLEGAL_ADDRESS = 2;

    private final int code;

    Refused(int code) {
      super("the unit answers with exception " + code);
      this.code = code;
    }

    /** True when registers were asked for that it does not have. */
    boolean address() {
      return code == ILLEGAL_ADDRESS;
    }
  }

  /** The unit has not answered, or not so that it can be understood. */
  final class Silent extends IOException {
    private static final long serialVersionUID = 1;

    Silent(String why) {
      super(why);
    }
  }

  /** Opens the line; any other exception of the methods below says that it is no longer open. */
  void open() throws IOException, InterruptedException;

  /** True while requests can be sent. */
  boolean isOpen();

  /** The bytes of the registers or bits. */
  byte[] read(int unit, RegisterBlock block) throws IOException, InterruptedException;

  /** Writes a value. */
  void write(int unit, RegisterWrite write) throws IOException, InterruptedException;

  /** Closes the line; it can be opened again. */
  @Override
  void close();
}
