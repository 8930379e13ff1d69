package salvor.ingest.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;
import salvor.ingest.LineReader;
import salvor.ingest.Sink;

/**
 * Reads separated text. A row may take several lines; where a quote has no end in reach each line
 * is taken for a row of its own from there on, so that one stray quote cannot hide the rest.
 */
final class TableReader implements LineReader {
  private static final int MOST_LINES = 10_000;
  private static final int LONGEST = 4 << 20;

  private record Line(String text, RecordRef ref) {}

  private final @Nullable RowReader rows;
  private final boolean byNumber;
  private final List<Line> begun = new ArrayList<>();
  private @Nullable Header header;
  private @Nullable Splitter splitter;
  private Map<String, Integer> places = Map.of();
  private String first = "";
  private int length;
  private boolean alone;

  /**
   * @param mapping what the columns mean, null when nobody said so
   */
  TableReader(@Nullable Mapping mapping) {
    this.rows = mapping == null ? null : new RowReader(mapping);
    this.byNumber = mapping != null && mapping.isByNumber();
  }

  @Override
  public void read(String line, RecordRef ref, Sink sink) {
    if (header == null && byNumber) {
      Header.numbered(line).ifPresent(this::name);
    }
    Header names = header;
    if (names == null || (begun.isEmpty() && line.equals(first))) {
      heading(line, ref, sink);
    } else if (alone) {
      row(cells(line), ref, sink);
    } else {
      begun.add(new Line(line, ref));
      length += line.length();
      Splitter splitting = splitter == null ? new Splitter(names.separator()) : splitter;
      splitter = splitting;
      if (splitting.take(line)) {
        row(splitting.cells(), begun.getFirst().ref(), whole(), sink);
        sink.skipped("a further line of a row", begun.size() - 1L);
        forget();
      } else if (begun.size() > MOST_LINES || length > LONGEST) {
        giveUp(sink);
      }
    }
  }

  private void heading(String line, RecordRef ref, Sink sink) {
    if (header == null) {
      Header named = Header.of(line).orElse(null);
      if (named == null) {
        sink.unreadable(ref, "a line that names no columns, where they should be named");
        return;
      }
      first = line;
      name(named);
      if (rows == null) {
        sink.note("a table that nobody said how to read; its columns: " + named.names());
      }
    }
    sink.skipped("the line that names the columns");
  }

  private void name(Header named) {
    header = named;
    places = new HashMap<>();
    for (int i = 0; i < named.names().size(); i++) {
      places.put(named.names().get(i), i);
    }
  }

  private RecordRef whole() {
    RecordRef from = begun.getFirst().ref();
    RecordRef to = begun.getLast().ref();
    long bytes = to.offset() + to.length() - from.offset();
    return new RecordRef(
        from.source(), from.line(), from.offset(), (int) Math.min(Integer.MAX_VALUE, bytes));
  }

  private void giveUp(Sink sink) {
    sink.note(
        "a quote on line "
            + begun.getFirst().ref().line()
            + " has no end in reach: from there on each line is taken for a row");
    alone = true;
    for (Line each : List.copyOf(begun)) {
      row(cells(each.text()), each.ref(), sink);
    }
    forget();
  }

  /** The cells of a line that is taken for a row. */
  private List<String> cells(String line) {
    return header == null ? List.of() : Splitter.line(line, header.separator());
  }

  private void forget() {
    begun.clear();
    length = 0;
    if (splitter != null) {
      splitter.forget();
    }
  }

  private void row(List<String> cells, RecordRef ref, Sink sink) {
    row(cells, ref, ref, sink);
  }

  private void row(List<String> cells, RecordRef begin, RecordRef ref, Sink sink) {
    int wanted = places.size();
    if (rows == null) {
      sink.skipped("a row of a table that nobody said how to read");
    } else if (cells.size() != wanted) {
      sink.unreadable(begin, cells.size() + " cells where " + wanted + " columns are named");
    } else {
      rows.read(new Cells(cells, places, header == null ? List.of() : header.names()), ref, sink);
    }
  }

  @Override
  public void end(Sink sink) {
    if (!begun.isEmpty()) {
      giveUp(sink);
    }
  }

  /** A row of separated text. */
  private record Cells(List<String> cells, Map<String, Integer> places, List<String> columns)
      implements Row {
    @Override
    public @Nullable String cell(String column) {
      Integer place = places.get(column);
      return place == null ? null : cells.get(place);
    }
  }
}
