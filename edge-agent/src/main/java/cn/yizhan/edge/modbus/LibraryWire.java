package cn.yizhan.edge.modbus;

import cn.yizhan.edge.registers.ModbusBus;
import cn.yizhan.edge.registers.RegisterBlock;
import cn.yizhan.edge.registers.RegisterWrite;
import com.digitalpetri.modbus.client.ModbusClient;
import com.digitalpetri.modbus.client.ModbusRtuClient;
import com.digitalpetri.modbus.client.ModbusTcpClient;
import com.digitalpetri.modbus.exceptions.ModbusConnectException;
import com.digitalpetri.modbus.exceptions.ModbusException;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ModbusResponsePdu;
import com.digitalpetri.modbus.pdu.ReadCoilsRequest;
import com.digitalpetri.modbus.pdu.ReadCoilsResponse;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsRequest;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsResponse;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersResponse;
import com.digitalpetri.modbus.pdu.WriteSingleCoilRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import com.digitalpetri.modbus.serial.SerialPortTransportConfig;
import com.digitalpetri.modbus.serial.client.SerialPortClientTransport;
import com.digitalpetri.modbus.tcp.client.NettyClientTransportConfig;
import com.digitalpetri.modbus.tcp.client.NettyRtuClientTransport;
import com.digitalpetri.modbus.tcp.client.NettyTcpClientTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A line as the library drives it. A client is used for one connection only. */
final class LibraryWire implements Wire {
  private static final Duration CONNECT = Duration.ofSeconds(3);

  /** After a time-out an answer that is late must not be taken for the next one, ms. */
  private static final long QUIET = 100;

  /** Waited for the library beyond its own time-out, ms. */
  private static final long GRACE = 2_000;

  private final ModbusBus bus;
  private final WireThreads threads;
  private @Nullable ModbusClient client;

  LibraryWire(ModbusBus bus, WireThreads threads) {
    this.bus = bus;
    this.threads = threads;
  }

  @Override
  public void open() throws IOException, InterruptedException {
    close();
    ModbusClient fresh;
    try {
      fresh = client();
    } catch (RuntimeException e) {
      // the serial library throws what is no IOException for a port that is not there
      throw new IOException(e.getMessage(), e);
    }
    client = fresh;
    try {
      await(fresh.connectAsync().toCompletableFuture(), CONNECT.toMillis() + GRACE);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private ModbusClient client() {
    Duration timeout = Duration.ofMillis(bus.timeoutMs());
    if (bus.link() instanceof ModbusBus.Tcp tcp) {
      NettyClientTransportConfig transport =
          NettyClientTransportConfig.create(
              config -> {
                config.setHostname(tcp.host());
                config.setPort(tcp.port());
                config.setConnectTimeout(CONNECT);
                config.setConnectPersistent(false);
                config.setEventLoopGroup(threads.group());
                config.setExecutor(threads.group());
              });
      return tcp.rtu()
          ? rtu(new NettyRtuClientTransport(transport), timeout)
          : ModbusTcpClient.create(
              new NettyTcpClientTransport(transport),
              config -> config.setRequestTimeout(timeout).setTimeoutScheduler(threads.timeouts()));
    }
    if (bus.link() instanceof ModbusBus.Serial serial) {
      return rtu(SerialPortClientTransport.create(config -> serial(config, serial)), timeout);
    }
    throw new IllegalStateException("a line of no kind");
  }

  private ModbusClient rtu(
      com.digitalpetri.modbus.client.ModbusRtuClientTransport transport, Duration timeout) {
    return ModbusRtuClient.create(
        transport,
        config -> config.setRequestTimeout(timeout).setTimeoutScheduler(threads.timeouts()));
  }

  private void serial(SerialPortTransportConfig.Builder config, ModbusBus.Serial serial) {
    config.setSerialPort(serial.device());
    config.setBaudRate(serial.baud());
    config.setDataBits(8);
    config.setParity(SerialParity.of(serial.parity()));
    config.setStopBits(SerialParity.stopBits(serial.stopBits()));
    config.setExecutor(threads.group());
  }

  @Override
  public boolean isOpen() {
    ModbusClient open = client;
    return open != null && open.isConnected();
  }

  @Override
  public byte[] read(int unit, RegisterBlock block) throws IOException, InterruptedException {
    int address = block.address();
    int count = block.count();
    ModbusRequestPdu request =
        switch (block.table()) {
          case HOLDING -> new ReadHoldingRegistersRequest(address, count);
          case INPUT -> new ReadInputRegistersRequest(address, count);
          case COIL -> new ReadCoilsRequest(address, count);
          case DISCRETE -> new ReadDiscreteInputsRequest(address, count);
        };
    byte[] bytes = bytes(send(unit, request));
    if (bytes.length != block.bytes()) {
      throw new Silent("its answer has " + bytes.length + " bytes instead of " + block.bytes());
    }
    return bytes;
  }

  private static byte[] bytes(ModbusResponsePdu response) throws Silent {
    if (response instanceof ReadHoldingRegistersResponse holding) {
      return holding.registers();
    }
    if (response instanceof ReadInputRegistersResponse input) {
      return input.registers();
    }
    if (response instanceof ReadCoilsResponse coils) {
      return coils.coils();
    }
    if (response instanceof ReadDiscreteInputsResponse discrete) {
      return discrete.inputs();
    }
    throw new Silent("it has answered something else");
  }

  @Override
  public void write(int unit, RegisterWrite write) throws IOException, InterruptedException {
    send(
        unit,
        write.coil()
            ? new WriteSingleCoilRequest(write.address(), write.value())
            : new WriteSingleRegisterRequest(write.address(), write.value()));
  }

  private ModbusResponsePdu send(int unit, ModbusRequestPdu request)
      throws IOException, InterruptedException {
    ModbusClient open = client;
    if (open == null || !open.isConnected()) {
      throw new IOException("the line is closed");
    }
    try {
      return await(open.sendAsync(unit, request).toCompletableFuture(), bus.timeoutMs() + GRACE);
    } catch (Silent e) {
      if (!(open instanceof ModbusTcpClient)) {
        Thread.sleep(QUIET);
      }
      throw e;
    }
  }

  /** Whose fault it is: the unit's, that stays silent or refuses, or the line's. */
  private static <T> T await(CompletableFuture<T> future, long millis)
      throws IOException, InterruptedException {
    try {
      return future.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new Silent("no answer");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof ModbusResponseException refused) {
        throw new Refused(refused.getExceptionCode());
      }
      if (cause instanceof TimeoutException) {
        throw new Silent("no answer");
      }
      if (cause instanceof ModbusException && !(cause instanceof ModbusConnectException)) {
        throw new Silent(String.valueOf(cause.getMessage()));
      }
      throw new IOException(String.valueOf(cause), e);
    }
  }

  @Override
  public void close() {
    ModbusClient open = client;
    client = null;
    if (open != null) {
      open.disconnectAsync();
    }
  }
}
