package salvor.custody.slice;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import salvor.evidence.Columns;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.Source;

/**
 * What would go into a slice.
 *
 * @param parts one for each source
 */
public record SlicePlan(List<Part> parts) {
  /** The format of objects of the cluster, as {@code ingest} calls it. */
  private static final String OBJECTS = "kubernetes-objects";

  private static final String UNRECOGNISED = "unrecognised";

  /** The lists and seals of a bag: they are of the whole, and the slice has its own. */
  private static final String BAG = "bag";

  /** Copies the list. */
  public SlicePlan {
    parts = List.copyOf(parts);
  }

  /** What becomes of a source. */
  public enum Way {
    /** Its records that are wanted, and those that are no observation. */
    CUT,
    /** All of it, since it gives context: objects of the cluster, baselines, contents of images. */
    CONTEXT,
    /** All of it, since no record can be taken out of it. */
    WHOLE,
    /** Nothing of it is wanted. */
    NOTHING_WANTED,
    /** Nobody knows what it is. */
    UNKNOWN
  }

  /**
   * A source.
   *
   * @param wanted how many of its observations are wanted
   * @param beside how many go in beside them, since they stand in the same records
   * @param bytes how long the part is, at most
   */
  public record Part(Source source, Way way, long wanted, long beside, long bytes) {
    /** Whether something of it goes in. */
    public boolean isIn() {
      return way == Way.CUT || way == Way.CONTEXT || way == Way.WHOLE;
    }

    /** How many of its observations stay out. */
    public long out() {
      return source.observations() - (isIn() ? wanted + beside : 0);
    }
  }

  /** How many observations are wanted. */
  public long wanted() {
    return parts.stream().mapToLong(Part::wanted).sum();
  }

  /** How many bytes go in, at most. */
  public long bytes() {
    return parts.stream().mapToLong(Part::bytes).sum();
  }

  /** What these rows need of evidence. */
  public static SlicePlan of(Evidence evidence, BitSet rows) {
    Observations all = evidence.observations();
    Columns columns = all.columns();
    int sources = evidence.sources().size();
    long[] wanted = new long[sources];
    long[] beside = new long[sources];
    long[] gone = new long[sources];
    int[] order = all.byRecord();
    for (int from = 0; from < order.length; ) {
      int to = sameRecord(columns, order, from);
      int in = 0;
      for (int i = from; i < to; i++) {
        in += rows.get(order[i]) ? 1 : 0;
      }
      int source = all.sourceId(order[from]);
      wanted[source] += in;
      beside[source] += in > 0 ? to - from - in : 0;
      gone[source] += in > 0 ? 0 : columns.length().get(order[from]);
      from = to;
    }
    List<Part> parts = new ArrayList<>();
    for (Source source : evidence.sources()) {
      int id = source.id();
      Way way = way(source, wanted[id]);
      long bytes =
          switch (way) {
            case CUT -> Math.max(0, source.bytes() - gone[id]);
            case CONTEXT, WHOLE -> source.bytes();
            case NOTHING_WANTED, UNKNOWN -> 0;
          };
      parts.add(new Part(source, way, wanted[id], beside[id], bytes));
    }
    return new SlicePlan(parts);
  }

  /**
   * Where the rows of a record end.
   *
   * @param rows in the order of records
   * @param from where they begin
   */
  public static int sameRecord(Columns columns, int[] rows, int from) {
    int to = from + 1;
    while (to < rows.length
        && columns.offset().get(rows[to]) == columns.offset().get(rows[from])
        && columns.source().get(rows[to]) == columns.source().get(rows[from])) {
      to++;
    }
    return to;
  }

  private static Way way(Source source, long wanted) {
    if (source.format().equals(UNRECOGNISED)) {
      return Way.UNKNOWN;
    } else if (source.format().equals(BAG)) {
      return Way.NOTHING_WANTED;
    } else if (source.observations() == 0) {
      return Way.CONTEXT;
    }
    return wanted > 0 || source.format().equals(OBJECTS) ? Way.CUT : Way.NOTHING_WANTED;
  }
}
