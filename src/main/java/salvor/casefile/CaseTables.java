package salvor.casefile;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.casefile.Edit.Change;
import salvor.casefile.Edit.Entry;
import salvor.casefile.Edit.Slot;
import salvor.evidence.Source;
import salvor.evidence.Unreadable;

/** The rows of the case database; the schema is {@code V1__case.sql}. */
final class CaseTables {
  private CaseTables() {}

  static Map<Slot, Entry> entries(Connection from) throws SQLException {
    return entries(from, "");
  }

  private static Map<Slot, Entry> entries(Connection from, String which) throws SQLException {
    Map<Slot, Entry> entries = new HashMap<>();
    try (Statement statement = from.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select kind, sha256, byte_offset, name, content, author, made_at from entry"
                    + which)) {
      while (row.next()) {
        Entry entry = entry(row, 5);
        if (entry != null) {
          Slot slot = slot(row, 1);
          Change _ = new Change(slot, null, entry); // which refuses what cannot be understood
          entries.put(slot, entry);
        }
      }
    }
    return entries;
  }

  /** What is known of clocks, and nothing else. */
  static Map<Slot, Entry> clocks(Connection from) throws SQLException {
    return entries(from, " where kind in ('OFFSET', 'ZONE')");
  }

  static List<Edit> log(Connection from) throws SQLException {
    Map<Long, List<Change>> changes = new HashMap<>();
    List<Edit> log = new ArrayList<>();
    try (Statement statement = from.createStatement()) {
      try (ResultSet row =
          statement.executeQuery(
              "select edit, kind, sha256, byte_offset, name, before_content, before_author, before_at,"
                  + " after_content, after_author, after_at from edit_change order by edit, number")) {
        while (row.next()) {
          changes
              .computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
              .add(new Change(slot(row, 2), entry(row, 6), entry(row, 9)));
        }
      }
      try (ResultSet row =
          statement.executeQuery(
              "select number, author, made_at, state from edit order by number")) {
        while (row.next()) {
          long number = row.getLong(1);
          Edit.State state = Edit.State.valueOf(row.getString(4));
          log.add(
              new Edit(
                  number,
                  row.getString(2),
                  instant(row, 3),
                  state,
                  changes.getOrDefault(number, List.of())));
        }
      }
    }
    return log;
  }

  static Map<String, String> windowState(Connection from) throws SQLException {
    Map<String, String> state = new HashMap<>();
    try (Statement statement = from.createStatement();
        ResultSet row = statement.executeQuery("select name, content from window_state")) {
      while (row.next()) {
        state.put(row.getString(1), row.getString(2));
      }
    }
    return state;
  }

  static void add(Connection to, Edit edit) throws SQLException {
    put(
        to,
        "insert into edit values (?, ?, ?, ?)",
        edit.number(),
        edit.author(),
        edit.at(),
        edit.state().name());
    int number = 0;
    try (PreparedStatement insert =
        to.prepareStatement(
            "insert into edit_change values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (Change change : edit.changes()) {
        List<@Nullable Object> values = new ArrayList<>(List.of(edit.number(), number++));
        values.addAll(values(change.slot()));
        values.addAll(values(change.before()));
        values.addAll(values(change.after()));
        execute(insert, values.toArray());
      }
    }
  }

  static void setState(Connection to, Edit edit) throws SQLException {
    put(to, "update edit set state = ? where number = ?", edit.state().name(), edit.number());
  }

  /** Makes the entries what they are after an edit, or before it when it is undone. */
  static void apply(Connection to, Edit edit) throws SQLException {
    try (PreparedStatement delete =
            to.prepareStatement(
                "delete from entry where kind = ? and sha256 = ? and byte_offset = ? and name = ?");
        PreparedStatement insert =
            to.prepareStatement("insert into entry values (?, ?, ?, ?, ?, ?, ?)")) {
      for (Change change : edit.changes()) {
        Entry entry = edit.state() == Edit.State.DONE ? change.after() : change.before();
        List<@Nullable Object> slot = values(change.slot());
        execute(delete, slot.toArray());
        if (entry != null) {
          slot.addAll(values(entry));
          execute(insert, slot.toArray());
        }
      }
    }
  }

  static @Nullable Inputs inputs(Connection from) throws SQLException {
    List<Inputs.Named> named = new ArrayList<>();
    List<Inputs.Found> files = new ArrayList<>();
    try (Statement statement = from.createStatement()) {
      try (ResultSet row =
          statement.executeQuery(
              "select is_baseline, given_path, absolute_path, relative_path from input order by number")) {
        while (row.next()) {
          named.add(
              new Inputs.Named(
                  row.getBoolean(1), row.getString(2), row.getString(3), row.getString(4)));
        }
      }
      try (ResultSet row =
          statement.executeQuery(
              "select input, path, bytes, modified_millis, sha256 from input_file order by input, path")) {
        while (row.next()) {
          files.add(
              new Inputs.Found(
                  row.getInt(1),
                  row.getString(2),
                  row.getLong(3),
                  row.getLong(4),
                  row.getString(5)));
        }
      }
    }
    return named.isEmpty() ? null : new Inputs(named, files);
  }

  static void putImport(Connection to, Stored stored) throws SQLException {
    try (Statement statement = to.createStatement()) {
      for (String table : List.of("input", "source", "baseline")) {
        statement.execute("delete from " + table);
      }
    }
    int number = 0;
    for (Inputs.Named each : stored.inputs().named()) {
      put(
          to,
          "insert into input values (?, ?, ?, ?, ?)",
          number++,
          each.baseline(),
          each.given(),
          each.absolute(),
          each.relative());
    }
    for (Inputs.Found each : stored.inputs().files()) {
      put(
          to,
          "insert into input_file values (?, ?, ?, ?, ?)",
          each.named(),
          each.path(),
          each.size(),
          each.modified(),
          each.sha256());
    }
    for (Source each : stored.sources()) {
      put(to, each);
    }
    for (int i = 0; i < stored.baselines().size(); i++) {
      put(to, "insert into baseline values (?, ?)", i, stored.baselines().get(i).name());
    }
  }

  private static void put(Connection to, Source source) throws SQLException {
    put(
        to,
        "insert into source values (?, ?, ?, ?, ?, ?, ?, ?)",
        source.id(),
        source.path(),
        source.sha256(),
        source.format(),
        source.bytes(),
        source.lines(),
        source.observations(),
        source.unreadableCount());
    for (Map.Entry<String, Long> each : source.skipped().entrySet()) {
      put(
          to,
          "insert into source_skipped values (?, ?, ?)",
          source.id(),
          each.getKey(),
          each.getValue());
    }
    for (Unreadable each : source.unreadable()) {
      put(
          to,
          "insert into source_unreadable values (?, ?, ?, ?)",
          source.id(),
          each.line(),
          each.offset(),
          each.reason());
    }
    for (String note : source.notes()) {
      put(to, "insert into source_note values (?, ?)", source.id(), note);
    }
  }

  private static Slot slot(ResultSet row, int at) throws SQLException {
    String sha256 = row.getString(at + 1);
    EventId event = sha256.isEmpty() ? null : new EventId(sha256, row.getLong(at + 2));
    return new Slot(Edit.Kind.valueOf(row.getString(at)), event, row.getString(at + 3));
  }

  private static @Nullable Entry entry(ResultSet row, int at) throws SQLException {
    String content = row.getString(at);
    return content == null ? null : new Entry(content, row.getString(at + 1), instant(row, at + 2));
  }

  private static Instant instant(ResultSet row, int at) throws SQLException {
    return row.getObject(at, OffsetDateTime.class).toInstant();
  }

  private static List<@Nullable Object> values(Slot slot) {
    EventId event = slot.event();
    List<@Nullable Object> values = new ArrayList<>();
    values.add(slot.kind().name());
    values.add(event == null ? "" : event.sha256());
    values.add(event == null ? -1L : event.offset());
    values.add(slot.name());
    return values;
  }

  private static List<@Nullable Object> values(@Nullable Entry entry) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(entry == null ? null : entry.text());
    values.add(entry == null ? null : entry.author());
    values.add(entry == null ? null : entry.at());
    return values;
  }

  private static void put(Connection to, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = to.prepareStatement(sql)) {
      execute(statement, values);
    }
  }

  private static void execute(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      statement.setObject(
          i + 1,
          value instanceof Instant at ? OffsetDateTime.ofInstant(at, ZoneOffset.UTC) : value);
    }
    statement.executeUpdate();
  }
}
