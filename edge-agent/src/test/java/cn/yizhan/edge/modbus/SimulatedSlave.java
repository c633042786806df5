package cn.yizhan.edge.modbus;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Units on a line, written from the Modbus specification rather than with the library: Modbus TCP,
 * or frames of the serial line over TCP.
 */
final class SimulatedSlave implements Closeable {
  /** Registers by unit and address; addresses without one are refused. */
  final Map<Integer, Map<Integer, Integer>> registers = new ConcurrentHashMap<>();

  /** Coils by unit and address. */
  final Map<Integer, Map<Integer, Boolean>> coils = new ConcurrentHashMap<>();

  /** Units that do not answer. */
  final Set<Integer> silent = ConcurrentHashMap.newKeySet();

  /** What was asked, in order: unit, function, address, and the count or the value. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /** Answers of reading wait for it. */
  volatile @Nullable CountDownLatch held;

  /** Spoils the checksum of that many answers. */
  final AtomicInteger spoil = new AtomicInteger();

  /** Connections there have been. */
  final AtomicInteger accepted = new AtomicInteger();

  private final boolean rtu;
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final ServerSocket server;

  SimulatedSlave(int port, boolean rtu) throws IOException {
    this.rtu = rtu;
    this.server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::accept, "slave");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  int connections() {
    connections.removeIf(Socket::isClosed);
    return connections.size();
  }

  void floats(int unit, int address, float value) {
    put(unit, address, Float.floatToIntBits(value) >>> 16, Float.floatToIntBits(value) & 0xFFFF);
  }

  void put(int unit, int address, int... words) {
    Map<Integer, Integer> all = registers.computeIfAbsent(unit, id -> new ConcurrentHashMap<>());
    for (int i = 0; i < words.length; i++) {
      all.put(address + i, words[i]);
    }
  }

  void cutLines() {
    for (Socket connection : connections) {
      try {
        connection.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        connections.add(connection);
        accepted.incrementAndGet();
        Thread thread = new Thread(() -> serve(connection), "slave-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection;
        DataInputStream in = new DataInputStream(connection.getInputStream());
        DataOutputStream out = new DataOutputStream(connection.getOutputStream())) {
      while (true) {
        if (rtu) {
          byte[] frame = in.readNBytes(8);
          if (frame.length < 8) {
            return;
          }
          int unit = frame[0] & 0xFF;
          byte[] answer = answer(unit, ByteBuffer.wrap(frame, 1, 5).slice());
          if (answer != null) {
            ByteBuffer sent = ByteBuffer.allocate(answer.length + 3);
            sent.put((byte) unit).put(answer);
            int crc = crc(sent.array(), answer.length + 1) ^ (spoil.getAndDecrement() > 0 ? 1 : 0);
            out.write(sent.put((byte) crc).put((byte) (crc >> 8)).array());
          }
        } else {
          int transaction = in.readUnsignedShort();
          in.readUnsignedShort();
          int length = in.readUnsignedShort();
          int unit = in.readUnsignedByte();
          byte[] answer = answer(unit, ByteBuffer.wrap(in.readNBytes(length - 1)));
          if (answer != null) {
            ByteBuffer sent = ByteBuffer.allocate(answer.length + 7);
            sent.putShort((short) transaction).putShort((short) 0);
            out.write(
                sent.putShort((short) (answer.length + 1)).put((byte) unit).put(answer).array());
          }
        }
      }
    } catch (IOException | InterruptedException e) {
      // the other side has gone
    }
  }

  private byte @Nullable [] answer(int unit, ByteBuffer request) throws InterruptedException {
    int function = request.get();
    int address = request.getShort() & 0xFFFF;
    int value = request.getShort() & 0xFFFF;
    asked.add(unit + " " + function + " " + address + " " + value);
    CountDownLatch latch = held;
    if (latch != null && function < 5) {
      latch.await();
    }
    if (silent.contains(unit)) {
      return null;
    }
    return switch (function) {
      case 1 -> bits(unit, address, value);
      case 3, 4 -> words(unit, function, address, value);
      case 5 -> {
        int coil = address >= 0x200 ? address - 0x200 : address;
        coils.computeIfAbsent(unit, id -> new ConcurrentHashMap<>()).put(coil, value != 0);
        yield ByteBuffer.allocate(5)
            .put((byte) 5)
            .putShort((short) address)
            .putShort((short) value)
            .array();
      }
      case 6 -> {
        put(unit, address, value);
        yield ByteBuffer.allocate(5)
            .put((byte) 6)
            .putShort((short) address)
            .putShort((short) value)
            .array();
      }
      default -> new byte[] {(byte) (function | 0x80), 1};
    };
  }

  private byte[] bits(int unit, int address, int count) {
    byte[] answer = new byte[2 + (count + 7) / 8];
    answer[0] = 1;
    answer[1] = (byte) (answer.length - 2);
    Map<Integer, Boolean> all = coils.getOrDefault(unit, Map.of());
    for (int i = 0; i < count; i++) {
      if (all.getOrDefault(address + i, false)) {
        answer[2 + i / 8] |= (byte) (1 << i % 8);
      }
    }
    return answer;
  }

  private byte[] words(int unit, int function, int address, int count) {
    Map<Integer, Integer> all = new HashMap<>(registers.getOrDefault(unit, Map.of()));
    ByteBuffer answer = ByteBuffer.allocate(2 + count * 2);
    answer.put((byte) function).put((byte) (count * 2));
    for (int i = 0; i < count; i++) {
      Integer word = all.get(address + i);
      if (word == null) {
        return new byte[] {(byte) (function | 0x80), 2};
      }
      answer.putShort(word.shortValue());
    }
    return answer.array();
  }

  /** CRC-16 of Modbus over serial line 1.02, 6.2.2. */
  static int crc(byte[] bytes, int length) {
    int crc = 0xFFFF;
    for (int i = 0; i < length; i++) {
      crc ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? crc >> 1 ^ 0xA001 : crc >> 1;
      }
    }
    return crc;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket connection : new ArrayList<>(connections)) {
      connection.close();
    }
  }
}
