package cn.yizhan.bench.sim;

import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code simulate-modbus}: plays a meter and a relay board on Modbus TCP. */
@Command(
    name = "simulate-modbus",
    description =
        "Plays an Eastron SDM120 (unit 1) fed by relay 1 of a Waveshare relay board (unit 2), on"
            + " Modbus TCP at the loopback address.",
    mixinStandardHelpOptions = true)
public final class ModbusCommand implements Callable<Integer> {
  @Option(names = "--port", defaultValue = "1502", description = "port (${DEFAULT-VALUE})")
  private int port = 1502;

  @Option(
      names = "--watts",
      defaultValue = "400",
      description = "what is drawn while relay 1 is on, W (${DEFAULT-VALUE})")
  private double watts = 400;

  /** Values as picocli sets them. */
  public ModbusCommand() {}

  @Override
  public Integer call() throws Exception {
    ModbusBoard board =
        new ModbusBoard(watts, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    ModbusTcpServer server =
        ModbusTcpServer.create(
            NettyTcpServerTransport.create(
                config -> config.setBindAddress("127.0.0.1").setPort(port)),
            board);
    server.start();
    System.out.println("{\"ready\":true,\"modbus\":\"127.0.0.1:" + port + "\"}");
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "stop"));
    stopped.await();
    return 0;
  }
}
