package salvor.casefile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Pattern;
import org.h2.engine.Database;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.db.RowDataType;
import org.h2.mvstore.db.ValueDataType;
import org.h2.mvstore.tx.Transaction;
import org.h2.mvstore.tx.TransactionStore;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.MetaType;
import org.h2.result.RowFactory;
import org.h2.result.SearchRow;
import org.h2.value.CompareMode;
import org.h2.value.TypeInfo;
import org.h2.value.Typed;
import org.h2.value.Value;
import salvor.casefile.CaseUnusable.Problem;

/**
 * Looks into a database file before H2 opens it as a database.
 *
 * <p>H2 keeps the statements that make its tables, and executes them when it opens a file. A file
 * that somebody else wrote may so hold a trigger with Java source, which H2 compiles and runs on
 * opening (2.5.252, and no setting forbids it), or views, defaults and linked tables that read
 * files or reach out when Salvor asks for its own tables. So the statements are read first as what
 * they are, rows in map {@code table.0} of an MVStore file, which executes nothing; and each must
 * have one of the few forms that Salvor's own schema takes. What a killed program left uncommitted
 * is rolled back before, as H2 would do: it could bring statements back.
 */
final class DatabaseInspection {
  private static final int LONGEST = 8000;
  private static final int COLUMNS = 4;
  private static final int SQL = 3;
  private static final Typed ANY = () -> TypeInfo.TYPE_VARCHAR;

  private static final String NAME = "\"[A-Z0-9_]{1,64}\"";
  private static final String TABLE = "\"PUBLIC\"\\." + NAME;
  private static final String KEYS =
      "\\(" + NAME + "(?: NULLS FIRST)?(?:, " + NAME + "(?: NULLS FIRST)?)*+\\)";
  private static final String COLUMN =
      "\n    "
          + NAME
          + " (?:INTEGER|BIGINT|BOOLEAN|CHARACTER VARYING|TIMESTAMP\\(6\\) WITH TIME ZONE)"
          + "(?: DEFAULT CURRENT_TIMESTAMP)?(?: SELECTIVITY \\d{1,3})?(?: NOT NULL)?";

  /** The forms that {@code V1__case.sql} and {@link Migrations} come to. */
  private static final Pattern OURS =
      Pattern.compile(
          "SET (?:CREATE_BUILD|WRITE_DELAY) \\d{1,9}"
              + "|CREATE USER IF NOT EXISTS "
              + NAME
              + " SALT '[0-9a-f]*+' HASH '[0-9a-f]*+' ADMIN"
              + "|CREATE CACHED TABLE "
              + TABLE
              + "\\((?:"
              + COLUMN
              + ",)*+"
              + COLUMN
              + "\n\\)"
              + "|CREATE (?:PRIMARY KEY|UNIQUE INDEX|INDEX) "
              + TABLE
              + " ON "
              + TABLE
              + KEYS
              + "|ALTER TABLE "
              + TABLE
              + " ADD CONSTRAINT "
              + TABLE
              + " PRIMARY KEY"
              + KEYS
              + " INDEX "
              + TABLE
              + "|ALTER TABLE "
              + TABLE
              + " ADD CONSTRAINT "
              + TABLE
              + " FOREIGN KEY"
              + KEYS
              + " INDEX "
              + TABLE
              + " REFERENCES "
              + TABLE
              + KEYS
              + "(?: ON DELETE CASCADE)? NOCHECK");

  private DatabaseInspection() {}

  /**
   * Refuses a file that holds statements that Salvor never writes; a file that is not there is
   * fine.
   *
   * @throws CaseUnusable when it is not to be opened
   */
  static void inspect(Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return;
    }
    try (MVStore store =
        new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().open()) {
      inspect(file, store);
    } catch (MVStoreException e) {
      Throwable reason = e.getCause() instanceof IOException io ? io : e;
      throw reason instanceof java.nio.file.AccessDeniedException denied
          ? CaseFolder.cannotWrite(file, denied)
          : new CaseUnusable(file, Problem.DATABASE_CORRUPT, first(e.getMessage()), e);
    }
  }

  private static void inspect(Path file, MVStore store) throws CaseUnusable {
    TransactionStore transactions =
        new TransactionStore(
            store, new MetaType<Database>(null, (_, _) -> {}), new ValueDataType(), 0);
    transactions.init();
    transactions.endLeftoverTransactions();
    if (!transactions.getOpenTransactions().isEmpty()) {
      throw new CaseUnusable(
          file, Problem.DATABASE_FOREIGN, "a transaction prepared by another program", null);
    }
    Transaction reading = transactions.begin();
    Iterator<Map.Entry<Long, SearchRow>> rows =
        reading
            .<Long, SearchRow>openMap("table.0", LongDataType.INSTANCE, statements())
            .entryIterator(null, null);
    while (rows.hasNext()) {
      Value statement = rows.next().getValue().getValue(SQL);
      String sql =
          statement.getValueType() == Value.VARCHAR ? String.valueOf(statement.getString()) : "";
      if (sql.length() > LONGEST || !OURS.matcher(sql).matches()) {
        throw new CaseUnusable(file, Problem.DATABASE_FOREIGN, first(sql), null);
      }
    }
    reading.rollback();
  }

  /** The form of H2's own rows of id, head, type and statement. */
  private static RowDataType statements() {
    CompareMode order = CompareMode.getInstance(null, 0);
    RowDataType type = new RowDataType(null, order, null, null, null, COLUMNS, false);
    Typed[] columns = {ANY, ANY, ANY, ANY};
    type.setRowFactory(
        RowFactory.DefaultRowFactory.INSTANCE.createRowFactory(
            null, order, null, columns, null, false));
    return type;
  }

  /** The beginning, without control characters: it is somebody else's text. */
  private static String first(@org.jspecify.annotations.Nullable String text) {
    String brief = text == null ? "" : text.length() > 100 ? text.substring(0, 100) + "…" : text;
    return brief.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ");
  }
}
