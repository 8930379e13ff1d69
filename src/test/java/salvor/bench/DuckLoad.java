package salvor.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The peer: DuckDB loads the fields that Salvor keeps from the same file into a database file, and
 * counts by 1600 buckets of time and priority, which is what a first picture asks for.
 *
 * <p>{@code java -cp duckdb_jdbc.jar:... salvor.bench.DuckLoad FILE.jsonl DATABASE}; the driver is
 * found by its URL.
 */
public final class DuckLoad {
  private static final String COLUMNS =
      "{time: 'TIMESTAMP_NS', rule: 'VARCHAR', priority: 'VARCHAR', output: 'VARCHAR', output_fields: 'STRUCT("
          + "\"container.id\" VARCHAR, \"container.image.digest\" VARCHAR, \"container.name\" VARCHAR,"
          + " \"k8s.ns.name\" VARCHAR, \"k8s.pod.name\" VARCHAR, \"proc.pid\" BIGINT, \"proc.ppid\" BIGINT,"
          + " \"proc.exepath\" VARCHAR, \"proc.exe\" VARCHAR, \"proc.cmdline\" VARCHAR, \"proc.name\" VARCHAR,"
          + " \"proc.pname\" VARCHAR, \"proc.pexepath\" VARCHAR, \"evt.type\" VARCHAR, \"fd.name\" VARCHAR,"
          + " \"fd.rip\" VARCHAR, \"fd.rport\" INTEGER, \"fd.lip\" VARCHAR, \"fd.lport\" INTEGER,"
          + " \"fd.l4proto\" VARCHAR, \"user.uid\" BIGINT, \"proc.tty\" BIGINT)'}";

  private DuckLoad() {}

  public static void main(String[] arguments) throws Exception {
    Path database = Path.of(arguments[1]);
    Files.deleteIfExists(database);
    long start = System.nanoTime();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:" + database);
        Statement statement = duck.createStatement()) {
      statement.execute(
          "CREATE TABLE event AS SELECT time, rule, priority, output, unnest(output_fields) FROM read_json('"
              + arguments[0].replace("'", "''")
              + "', format = 'newline_delimited', columns = "
              + COLUMNS
              + ")");
      System.out.printf("loaded %.2f s%n", (System.nanoTime() - start) / 1e9);
      System.out.println(pictured(statement) + " bars");
    }
    System.out.printf("closed %.2f s%n", (System.nanoTime() - start) / 1e9);
  }

  private static int pictured(Statement statement) throws SQLException {
    int bars = 0;
    try (ResultSet row =
        statement.executeQuery(
            "SELECT epoch_ns(time) // 54000000000 AS bucket, priority, count(*) FROM event GROUP BY ALL ORDER BY ALL")) {
      while (row.next()) {
        bars++;
      }
    }
    return bars;
  }
}
