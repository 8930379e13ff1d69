package salvor.ingest.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of a table. */
interface Row {
  /** What stands in a column; null where nothing does. */
  @Nullable String cell(String column);

  /** The columns, in the order of the table. */
  List<String> columns();

  /** The spellings of "nothing". */
  static @Nullable String told(@Nullable String text) {
    return switch (text == null ? "" : text.strip()) {
      case "", "-", "<NA>", "<nil>", "null", "N/A", "nan", "NaN", "None" -> null;
      default -> text;
    };
  }
}
