package salvor.ingest.table;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;
import salvor.ingest.ContentHead;
import salvor.ingest.Format;
import salvor.ingest.RecordReader;
import salvor.ingest.Sink;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;

/**
 * The begin of a table: its columns, and the first rows as they stand.
 *
 * @param columns in the order of the table
 * @param rows the first rows, in the order of the columns; null where a cell is empty
 */
public record TableHead(List<String> columns, List<List<@Nullable String>> rows) {
  private static final int ROWS = 200;
  private static final int SAMPLE = 1 << 20;
  private static final int MOST_COLUMNS = 2_000;

  public TableHead {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** Of a content; without columns where it is no table. */
  public static TableHead of(ContentHead content) {
    byte[] bytes = content.bytes();
    boolean mark = bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB;
    int from = mark ? 3 : 0;
    String line = Header.firstLine(bytes, from);
    Header header = line == null ? null : Header.of(line).orElse(null);
    int length = Math.min(bytes.length - from, SAMPLE);
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    Header numbered = header != null || line == null ? null : Header.numbered(line).orElse(null);
    if (numbered != null && numbered.hasRows(text)) {
      return ofText(numbered, text, 0);
    }
    return header == null ? ofRecords(content, length) : ofText(header, text, 1);
  }

  private static TableHead ofText(Header header, String text, int from) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    Splitter splitter = new Splitter(header.separator());
    for (String line : (Iterable<String>) text.lines().skip(from)::iterator) {
      if (rows.size() < ROWS && !line.isBlank() && splitter.take(line)) {
        List<String> cells = splitter.cells();
        if (cells.size() == header.names().size()) {
          List<@Nullable String> row = new ArrayList<>();
          cells.forEach(cell -> row.add(Row.told(cell)));
          rows.add(row);
        }
      }
    }
    return new TableHead(header.names(), rows);
  }

  private static TableHead ofRecords(ContentHead content, int length) {
    List<JsonRow> found = new ArrayList<>();
    byte[] begin = java.util.Arrays.copyOf(content.bytes(), length);
    new ContentHead(content.path(), begin, false)
        .read(List.of(new Taking(found)), List.of(), Progress.NONE);
    Set<String> columns = new LinkedHashSet<>();
    found.forEach(row -> columns(row.node(), "", columns));
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (JsonRow row : found) {
      List<@Nullable String> cells = new ArrayList<>();
      columns.forEach(column -> cells.add(Row.told(row.cell(column))));
      rows.add(cells);
    }
    return new TableHead(List.copyOf(columns), rows);
  }

  private static void columns(JsonNode node, String before, Set<String> into) {
    for (String name : node.propertyNames()) {
      JsonNode inner = node.get(name);
      if (inner.isObject() && before.length() < ROWS) {
        columns(inner, before + name + ".", into);
      } else if (into.size() < MOST_COLUMNS) {
        into.add(before + name);
      }
    }
  }

  /** The first value of a column that is not empty. */
  public @Nullable String example(String column) {
    int at = columns.indexOf(column);
    for (List<@Nullable String> row : rows) {
      if (row.get(at) != null) {
        return row.get(at);
      }
    }
    return null;
  }

  /** All values of a column that are at hand. */
  List<String> values(String column) {
    int at = columns.indexOf(column);
    List<String> values = new ArrayList<>();
    for (List<@Nullable String> row : rows) {
      String value = row.get(at);
      if (value != null) {
        values.add(value.strip());
      }
    }
    return values;
  }

  /** Whether every row at hand has something in a column. */
  boolean isFull(String column) {
    return values(column).size() == rows.size();
  }

  /** Takes the first records, whatever they are. */
  private record Taking(List<JsonRow> into) implements Format {
    @Override
    public String name() {
      return "table";
    }

    @Override
    public boolean recognises(JsonNode record) {
      return true;
    }

    @Override
    public RecordReader reader() {
      return new RecordReader() {
        @Override
        public void read(JsonNode record, RecordRef ref, Sink sink) {
          if (into.size() < ROWS) {
            into.add(new JsonRow(record));
          }
          sink.skipped("taken");
        }
      };
    }
  }
}
