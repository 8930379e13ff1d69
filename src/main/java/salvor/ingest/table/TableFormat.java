package salvor.ingest.table;

import java.util.List;
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
    if (line == null) {
      return false;
    } else if (mapping != null && mapping.isByNumber()) {
      Header numbered = Header.of(line).or(() -> Header.numbered(line)).orElse(null);
      return numbered != null
          && mapping.fits(numbered.names()::contains)
          && isTimed(mapping, numbered, line);
    }
    Header header = Header.of(line).orElse(null);
    return header != null
        && (mapping == null ? header.hasRows(head.text()) : mapping.fits(header.names()::contains));
  }

  /** Numbers fit many tables: the first row must have its time where the mapping says. */
  private static boolean isTimed(Mapping mapping, Header header, String line) {
    Row row =
        new Proposal.Sample(header.names(), List.copyOf(Splitter.line(line, header.separator())));
    return mapping.times().stream()
        .anyMatch(time -> time.read(row) instanceof TimeColumns.Told.Time);
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
