package cn.yizhan.edge.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One file of a lane: where it is and which of its records count. */
final class Segment {
  final Path path;
  final SegmentName name;

  /** Bytes of the file. */
  long bytes;

  /** Number of the last record in it that counts; below the first one when none does. */
  long last;

  Segment(Path directory, SegmentName name) {
    this.path = directory.resolve(name.toString());
    this.name = name;
    this.last = name.firstSeq() - 1;
  }

  boolean empty() {
    return last < name.firstSeq();
  }

  SegmentScan scan() throws IOException {
    return SegmentScan.of(name.toString(), read(path), name.firstSeq());
  }

  private static ByteBuffer read(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), Integer.MAX_VALUE - 8));
      int read = 0;
      while (read >= 0 && bytes.hasRemaining()) {
        read = channel.read(bytes);
      }
      return bytes.flip();
    }
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }
}
