package salvor.ingest.table;

import org.jspecify.annotations.Nullable;
import salvor.ingest.Beginning;
import salvor.ingest.LineFormat;
import salvor.ingest.LineReader;

/** Separated text with a line that names its columns. */
public final class TableFormat implements LineFormat {
  private final @Nullable Mapping mapping;

  private TableFormat(@Nullable Mapping mapping) {
    this.mapping = mapping;
  }

  /** Tables that are read by a mapping. */
  public static TableFormat by(Mapping mapping) {
    return new TableFormat(mapping);
  }

  /** Tables that nobody said how to read. */
  public static TableFormat unknown() {
    return new TableFormat(null);
  }

  @Override
  public String name() {
    return mapping == null ? "table-unread" : mapping.format();
  }

  @Override
  public boolean begins(Beginning head) {
    String line = Header.firstLine(head.bytes(), head.from());
    Header header = line == null ? null : Header.of(line).orElse(null);
    return header != null
        && (mapping == null ? header.hasRows(head.text()) : mapping.fits(header.names()::contains));
  }

  @Override
  public boolean yields() {
    return true;
  }

  @Override
  public LineReader reader() {
    return new TableReader(mapping);
  }
}
