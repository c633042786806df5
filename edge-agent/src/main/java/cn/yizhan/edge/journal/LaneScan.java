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
 * @param records whole records that count
 * @param holes numbers that were used and have no whole record
 * @param damages stretches of files that are no record
 * @param next the number behind the last one used
 */
record LaneScan(
    List<Segment> segments, long records, List<SeqRange> holes, List<Damage> damages, long next) {

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
   * Reads the files.
   *
   * @param directory where they are
   * @param names their names, in order, of one lane and epoch
   * @param acknowledged the highest number that may rightly be gone
   * @param witnessed the next number by another witness, which outlives the loss of a file's tail
   */
  static LaneScan of(Path directory, List<SegmentName> names, long acknowledged, long witnessed)
      throws IOException {
    List<Segment> segments = new ArrayList<>();
    List<SeqRange> holes = new ArrayList<>();
    List<Damage> damages = new ArrayList<>();
    long records = 0;
    long next =
        names.isEmpty() ? acknowledged + 1 : Math.min(acknowledged + 1, names.get(0).firstSeq());
    for (int i = 0; i < names.size(); i++) {
      Segment segment = new Segment(directory, names.get(i));
      SegmentScan scan = segment.scan();
      boolean final_ = i == names.size() - 1;
      long limit = final_ ? Long.MAX_VALUE : names.get(i + 1).firstSeq() - 1;
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
      segment.bytes = Files.size(segment.path);
      segments.add(segment);
      damages.addAll(scan.damages());
    }
    if (witnessed > next) {
      holes.add(new SeqRange(next, witnessed - 1));
      next = witnessed;
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
