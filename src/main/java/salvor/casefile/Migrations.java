package salvor.casefile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Brings a case database to the newest schema, script by script ({@code V1__case.sql}, ...).
 *
 * <p>These are 60 lines instead of Flyway because Flyway takes 1.3 s to start in a fresh process on
 * two busy cores, as long as the whole import of a million events. H2 commits each statement of a
 * schema change by itself, so that a killed program can leave a script half run: a script is noted
 * when it is through, is run again otherwise, and therefore must say {@code if not exists} and the
 * like.
 */
final class Migrations {
  /** The scripts in order; append only, and never change one that was released. */
  private static final List<String> SCRIPTS = List.of("V1__case.sql");

  private Migrations() {}

  /** Runs the scripts that the database has not seen. */
  static void run(Connection database, Path file) throws SQLException, CaseUnusable {
    int seen;
    try (Statement statement = database.createStatement()) {
      statement.execute(
          "create table if not exists schema_version (version int primary key, script varchar not null,"
              + " installed_at timestamp(6) with time zone default current_timestamp)");
      try (ResultSet newest =
          statement.executeQuery("select coalesce(max(version), 0) from schema_version")) {
        newest.next();
        seen = newest.getInt(1);
      }
    }
    if (seen > SCRIPTS.size()) {
      throw new CaseUnusable(file, CaseUnusable.Problem.NEWER_SALVOR, "schema " + seen, null);
    }
    for (int version = seen + 1; version <= SCRIPTS.size(); version++) {
      String script = SCRIPTS.get(version - 1);
      try (Statement statement = database.createStatement()) {
        statement.execute(text(script));
      }
      try (PreparedStatement note =
          database.prepareStatement("insert into schema_version (version, script) values (?, ?)")) {
        note.setInt(1, version);
        note.setString(2, script);
        note.executeUpdate();
      }
    }
  }

  private static String text(String script) {
    try (InputStream in = Migrations.class.getResourceAsStream(script)) {
      if (in == null) {
        throw new IllegalStateException(script + " is not in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
