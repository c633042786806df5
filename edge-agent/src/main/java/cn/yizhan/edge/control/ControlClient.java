package cn.yizhan.edge.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Asks a running agent, from another process of the same user. */
public final class ControlClient {
  private ControlClient() {}

  /**
   * Asks and waits for the answer.
   *
   * @param folder the agent's folder
   * @throws IOException when no agent runs there, or this user may not ask it
   */
  public static ControlAnswer ask(Path folder, ControlRequest request) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(folder.resolve(ControlSocket.NAME)));
      ByteBuffer bytes = ByteBuffer.wrap(request.line().getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      BufferedReader answers =
          new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
      String line = answers.readLine();
      if (line == null) {
        throw new IOException("the agent ended before it answered");
      }
      return ControlAnswer.parse(line);
    }
  }
}
