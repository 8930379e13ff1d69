package salvor.casefile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import salvor.casefile.CaseUnusable.Problem;

/**
 * What people add and decide, in one H2 file. Each change is one transaction and is forced to the
 * disk before the call returns. One connection serves all threads in turn.
 *
 * <p>No thread that gets here may ever be interrupted: H2 then closes its file for everyone (H2
 * issues 227, 1076, 1300).
 */
final class CaseDatabase implements Journal, AutoCloseable {
  static {
    // beside the inspection: whatever else a file may name, no class of it is loaded; read once, by
    // H2's first class
    System.setProperty("h2.allowedClasses", "none");
  }

  /** A transaction. */
  interface Change {
    void make(Connection database) throws SQLException;
  }

  private static final Set<Edit.Kind> CLOCKS = Set.of(Edit.Kind.OFFSET, Edit.Kind.ZONE);

  private final CaseFolder folder;
  private final Path file;
  private final Connection database;

  private CaseDatabase(CaseFolder folder, Connection database) {
    this.folder = folder;
    this.file = folder.databaseFile();
    this.database = database;
  }

  /** Opens the database of a case, makes it when absent, and brings its schema up to date. */
  static CaseDatabase open(CaseFolder folder) throws CaseUnusable {
    Path file = folder.databaseFile();
    Connection database = null;
    try {
      if (Files.exists(file) && Files.size(file) == 0 && Files.exists(folder.index())) {
        // H2 would take it for a new one, and silently so
        throw new CaseUnusable(file, Problem.DATABASE_CORRUPT, "it is empty", null);
      }
      DatabaseInspection.inspect(file);
      JdbcDataSource source = new JdbcDataSource();
      source.setURL(
          "jdbc:h2:file:"
              + folder.database()
              + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0;DB_CLOSE_ON_EXIT=FALSE");
      source.setUser("sa");
      source.setPassword("");
      database = source.getConnection();
      Migrations.run(database, file);
      return new CaseDatabase(folder, database);
    } catch (CaseUnusable e) {
      close(database);
      throw e;
    } catch (SQLException e) {
      close(database);
      throw unusable(file, e);
    } catch (IOException e) {
      throw new CaseUnusable(file, Problem.DATABASE_CORRUPT, e.getMessage(), e);
    } catch (
        RuntimeException
            e) { // what H2 meets in a damaged file is not always told as an SQLException
      close(database);
      throw new CaseUnusable(file, Problem.DATABASE_CORRUPT, e.toString(), e);
    }
  }

  /** What people added so far. */
  Kept kept() throws CaseUnusable {
    synchronized (database) {
      try {
        Map<Edit.Slot, Edit.Entry> entries = CaseTables.entries(database);
        return new Kept(CaseTables.log(database), entries, CaseTables.windowState(database));
      } catch (SQLException e) {
        throw unusable(file, e);
      } catch (IllegalArgumentException e) {
        throw new CaseUnusable(file, Problem.DATABASE_CORRUPT, e.getMessage(), e);
      }
    }
  }

  /** What the case was made from; null before the first import. */
  @Nullable Inputs inputs() throws CaseUnusable {
    synchronized (database) {
      try {
        return CaseTables.inputs(database);
      } catch (SQLException e) {
        throw unusable(file, e);
      } catch (IllegalArgumentException e) { // no paths, or numbers out of range
        throw new CaseUnusable(file, Problem.DATABASE_CORRUPT, e.getMessage(), e);
      }
    }
  }

  /** Records what an import read, in place of what was recorded before. */
  void imported(Stored stored) throws CaseUnusable {
    commit(to -> CaseTables.putImport(to, stored));
  }

  /** What is known of the clocks of sources. */
  KeptClocks clocks() throws CaseUnusable {
    synchronized (database) {
      try {
        return OfCase.in(CaseTables.clocks(database)).clocks();
      } catch (SQLException e) {
        throw unusable(file, e);
      } catch (IllegalArgumentException e) {
        throw new CaseUnusable(file, Problem.DATABASE_CORRUPT, e.getMessage(), e);
      }
    }
  }

  private void told(Edit edit) throws CaseUnusable {
    if (edit.changes().stream().anyMatch(c -> CLOCKS.contains(c.slot().kind()))) {
      folder.setClocksRight(false);
    }
  }

  @Override
  public void added(Edit edit, List<Edit> dropped) throws CaseUnusable {
    told(edit);
    commit(to -> {
      for (Edit each : dropped) {
        CaseTables.setState(to, each);
      }
      CaseTables.add(to, edit);
      CaseTables.apply(to, edit);
    });
  }

  @Override
  public void turned(Edit edit) throws CaseUnusable {
    told(edit);
    commit(to -> {
      CaseTables.setState(to, edit);
      CaseTables.apply(to, edit);
    });
  }

  @Override
  public void put(String key, String value) throws CaseUnusable {
    commit(to -> {
      try (PreparedStatement merge =
          to.prepareStatement("merge into window_state (name, content) key (name) values (?, ?)")) {
        merge.setString(1, key);
        merge.setString(2, value);
        merge.executeUpdate();
      }
    });
  }

  private void commit(Change change) throws CaseUnusable {
    synchronized (database) {
      if (!Files.exists(file)) { // what is written to a file without a name is lost
        throw new CaseUnusable(file, Problem.FILE_GONE);
      }
      try {
        database.setAutoCommit(false);
        try {
          change.make(database);
          database.commit();
        } catch (SQLException | RuntimeException e) {
          database.rollback();
          throw e;
        } finally {
          database.setAutoCommit(true);
        }
        try (Statement statement = database.createStatement()) {
          statement.execute("checkpoint sync");
        }
      } catch (SQLException e) {
        throw unusable(file, e);
      }
    }
  }

  private static CaseUnusable unusable(Path file, SQLException e) {
    Problem problem =
        switch (e.getErrorCode()) {
          case ErrorCode.WRONG_USER_OR_PASSWORD,
              ErrorCode.FILE_ENCRYPTION_ERROR_1,
              ErrorCode.WRONG_PASSWORD_FORMAT ->
              Problem.WRONG_PASSWORD;
          case ErrorCode.DATABASE_ALREADY_OPEN_1 -> Problem.IN_USE;
          case ErrorCode.DATABASE_IS_CLOSED -> Problem.NOT_WRITABLE;
          case ErrorCode.DATABASE_IS_READ_ONLY -> Problem.NOT_WRITABLE;
          default -> problem(e);
        };
    return new CaseUnusable(file, problem, e.getMessage(), e);
  }

  /** Looks for an error of the file system among the causes: H2 wraps it in a general error. */
  private static Problem problem(SQLException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof java.nio.file.AccessDeniedException) {
        return Problem.NOT_WRITABLE;
      }
      if (cause instanceof IOException io
          && CaseFolder.cannotWrite(Path.of(""), io).problem() == Problem.NO_SPACE) {
        return Problem.NO_SPACE;
      }
    }
    return Problem.DATABASE_CORRUPT;
  }

  private static void close(@Nullable Connection database) {
    if (database != null) {
      try {
        database.close();
      } catch (SQLException _) {
        // the reason why it is closed is told instead
      }
    }
  }

  @Override
  public void close() throws CaseUnusable {
    synchronized (database) {
      try {
        database.close();
      } catch (SQLException e) {
        throw unusable(file, e);
      }
    }
  }
}
