package salvor.ingest;

/**
 * How much one piece of evidence may ask for before the rest of it is refused, with a reason. All
 * are far above what real evidence needs and far below what harms: nothing that is read goes to
 * disk, and no more than a record is held in memory.
 *
 * @param recordBytes the longest line or document, in bytes; a longer one is one unreadable record
 * @param depth the deepest nesting of a record
 * @param entries the most entries of one archive, those of archives inside of it included
 * @param expandedBytes the most bytes that one file on disk may unpack to
 * @param ratio the most bytes that one byte on disk may unpack to, asked once {@code ratioFrom}
 *     bytes are unpacked
 * @param ratioFrom see {@code ratio}
 */
public record Limits(
    int recordBytes, int depth, int entries, long expandedBytes, int ratio, long ratioFrom) {
  /**
   * What the product uses: 16 MiB, 200 levels, 50,000 entries, 256 GiB, 400 to 1 beyond 256 MiB.
   */
  public static final Limits ORDINARY =
      new Limits(16 << 20, 200, 50_000, 256L << 30, 400, 256L << 20);
}
