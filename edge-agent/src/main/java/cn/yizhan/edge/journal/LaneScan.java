package cn.yizhan.edge.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the files of one lane and epoch hold together.
 *
 * @param segments the files, in order
 * @param records whole records that count, of the files looked through
 * @param holes numbers that were used and have no whole record
 * @param damages stretches of files that are no record
 * @param next the number behind the last one used
 */
record LaneScan(
    List<Segment> segments, long records, List<SeqRange> holes, List<Damage> damages, long next) {

  /**
   * What another witness knows of a lane.
   *
   * @param acknowledged the highest number that may rightly be gone
   * @param next the next number; it outlives the loss of a file's tail
   */
  record Known(long acknowledged, long next) {}

  /** The segment files of a folder, in the order of their numbers. */
  static List<SegmentName> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> SegmentName.parse(String.valueOf(file.getFileName())))
          .filter(Objects::nonNull)
          .map(Objects::requireNonNull)
          .sorted(Comparator.comparing(SegmentName::epoch).thenComparing(SegmentName.ORDER))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Reads the files. A file that another one follows was whole when that was begun, so its name and
   * that of the next say which numbers it holds. Unless all are to be looked through, only the last
   * one is; what has become of the others shows when they are read.
   *
   * @param directory where they are
   * @param names their names, in order, of one lane and epoch
   * @param known what is known of the lane from elsewhere
   * @param all whether to look through all of them
   */
  static LaneScan of(Path directory, List<SegmentName> names, Known known, boolean all)
      throws IOException {
    List<Segment> segments = new ArrayList<>();
    List<SeqRange> holes = new ArrayList<>();
    List<Damage> damages = new ArrayList<>();
    long records = 0;
    long next = known.acknowledged + 1;
    if (!names.isEmpty()) {
      next = Math.min(next, names.get(0).firstSeq());
    }
    for (int i = 0; i < names.size(); i++) {
      Segment segment = new Segment(directory, names.get(i));
      boolean final_ = i == names.size() - 1;
      long limit = final_ ? Long.MAX_VALUE : names.get(i + 1).firstSeq() - 1;
      segment.bytes = Files.size(segment.path);
      segments.add(segment);
      if (!final_ && !all) {
        if (segment.name.firstSeq() > next) {
          holes.add(new SeqRange(next, segment.name.firstSeq() - 1));
        }
        segment.last = Math.max(segment.last, limit);
        next = Math.max(next, limit + 1);
        continue;
      }
      SegmentScan scan = segment.scan();
      for (SegmentScan.Found found : scan.records()) {
        if (found.seq() > limit || found.seq() < next) {
          continue;
        }
        if (found.seq() > next) {
          holes.add(new SeqRange(next, found.seq() - 1));
        }
        records++;
        next = found.seq() + 1;
        segment.last = found.seq();
      }
      if (final_ && scan.tailClaims() > 0) {
        holes.add(new SeqRange(next, next + scan.tailClaims() - 1));
        next += scan.tailClaims();
      }
      damages.addAll(scan.damages());
    }
    if (known.next > next) {
      holes.add(new SeqRange(next, known.next - 1));
      next = known.next;
    }
    return new LaneScan(segments, records, merged(holes), List.copyOf(damages), next);
  }

  /** Adjoining holes as one. */
  private static List<SeqRange> merged(List<SeqRange> holes) {
    List<SeqRange> merged = new ArrayList<>();
    for (SeqRange hole : holes) {
      int end = merged.size() - 1;
      if (end >= 0 && merged.get(end).to() + 1 == hole.from()) {
        merged.set(end, new SeqRange(merged.get(end).from(), hole.to()));
      } else {
        merged.add(hole);
      }
    }
    return List.copyOf(merged);
  }
}
