package salvor.timeline;

import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import salvor.evidence.Observations;
import salvor.jobs.Pieces;
import salvor.jobs.Progress;

/**
 * The index of each track. The rows are dealt out in two passes over pieces of the observations,
 * one to count and one to fill, so that several workers write into one array for each track and its
 * rows are in order by themselves.
 */
final class LaneIndexes {
  private static final int PIECE = Pieces.ROWS;

  private final Observations observations;
  private final LaneTree tree;
  private final RowFilter filter;
  private final Progress progress;
  private final int lanes;
  private final int pieces;
  private final int[][]
      counts; // for each piece and lane: first how many rows, then where the next one goes

  private LaneIndexes(
      Observations observations, LaneTree tree, RowFilter filter, Progress progress) {
    this.observations = observations;
    this.tree = tree;
    this.filter = filter;
    this.progress = progress;
    this.lanes = tree.size();
    this.pieces = (observations.timed() + PIECE - 1) / PIECE;
    this.counts = new int[pieces][];
  }

  /** The index of each lane that holds a row which the filter keeps, by the lane's id. */
  static Map<Integer, LaneIndex> of(
      Observations observations,
      byte[] classes,
      LaneTree tree,
      RowFilter filter,
      Progress progress) {
    return new LaneIndexes(observations, tree, filter, progress).build(classes);
  }

  private Map<Integer, LaneIndex> build(byte[] classes) {
    inPieces(pieces, piece -> counts[piece] = count(piece));
    int[][] rows = new int[lanes][];
    long[][] times = new long[lanes][];
    byte[][] marks = new byte[lanes][];
    for (int lane = 0; lane < lanes; lane++) {
      int sum = 0;
      for (int[] piece : counts) {
        int here = piece[lane];
        piece[lane] = sum;
        sum += here;
      }
      rows[lane] = new int[sum];
      times[lane] = new long[sum];
      marks[lane] = new byte[sum];
    }
    inPieces(pieces, piece -> fill(piece, classes, rows, times, marks));
    Map<Integer, LaneIndex> indexes = new ConcurrentHashMap<>();
    inPieces(
        lanes,
        lane -> {
          if (rows[lane].length > 0) {
            indexes.put(lane, new LaneIndex(times[lane], marks[lane], rows[lane]));
          }
        });
    return indexes;
  }

  private void inPieces(int number, IntConsumer piece) {
    Pieces.all(number, progress, "Building the timeline", piece);
  }

  private int[] count(int piece) {
    int[] number = new int[lanes];
    int end = Math.min(observations.timed(), (piece + 1) * PIECE);
    for (int row = filter.next(piece * PIECE, end); row < end; row = filter.next(row + 1, end)) {
      number[tree.trackOf(row)]++;
    }
    return number;
  }

  private void fill(int piece, byte[] classes, int[][] rows, long[][] times, byte[][] marks) {
    LongBuffer time = observations.columns().time();
    int[] next = counts[piece];
    int end = Math.min(observations.timed(), (piece + 1) * PIECE);
    for (int row = filter.next(piece * PIECE, end); row < end; row = filter.next(row + 1, end)) {
      int lane = tree.trackOf(row);
      int position = next[lane]++;
      rows[lane][position] = row;
      times[lane][position] = time.get(row);
      marks[lane][position] = (byte) (classes[row] + 1);
    }
  }

  /** The rows of a lane that is no track: those of its tracks together, or of one program. */
  static int[] rows(TimelineModel model, Lane lane) {
    if (lane.level() == Lane.Level.PROGRAM && lane.parent() != null) {
      LaneIndex track = model.index(lane.parent());
      return IntStream.range(0, track.size())
          .map(track::row)
          .filter(row -> model.tree().isOf(lane, row))
          .toArray();
    }
    if (lane.isTrack()) {
      return new int[0];
    }
    List<int[]> parts = new ArrayList<>();
    for (Lane track : model.tree().tracks(lane)) {
      LaneIndex part = model.index(track);
      parts.add(IntStream.range(0, part.size()).map(part::row).toArray());
    }
    int[] rows = parts.stream().flatMapToInt(Arrays::stream).toArray();
    Arrays.sort(rows); // numbers are in the order of time
    return rows;
  }
}
