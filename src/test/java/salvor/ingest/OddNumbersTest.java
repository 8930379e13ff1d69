package salvor.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import salvor.evidence.Source;
import salvor.evidence.Unreadable;
import salvor.ingest.snapshot.VelociraptorFormat;
import tools.jackson.databind.JsonNode;

/**
 * Numbers as JSON may spell them and nobody expects them: each record with one of them is read or
 * is not, but never fails its reader nor takes long.
 */
class OddNumbersTest {
  @TempDir Path folder;

  private static final Pattern NUMBER = Pattern.compile("(?<=[:\\[,] ?)-?[0-9][0-9.]*(?=[,}\\]])");
  private static final Pattern TEXT = Pattern.compile("(?<=:) ?\"[^\"\\\\]{0,60}\"(?=[,}])");
  private static final List<String> ODD =
      List.of(
          "1e999999",
          "-1e999999",
          "1e-999999",
          "1E2147483647",
          "0.1e-2147483647",
          "-0.0",
          "9".repeat(400),
          "0." + "1".repeat(400),
          "NaN",
          "Infinity",
          "\"1e999999999\"",
          "\"NaN\"",
          "\"-Infinity\"");

  static Stream<Format> formats() {
    return Stream.concat(ReaderGoldenTest.formats(), Stream.of(new VelociraptorFormat()));
  }

  private static List<String> records(Format format) throws IOException {
    return format instanceof VelociraptorFormat
        ? List.of(
            """
            {"Pid":7,"Ppid":1,"Name":"nc","Exe":"/bin/nc","CommandLine":"nc","CreatedTime":1.5}\
            """,
            """
            {"LocalAddr":"10.0.0.1","LocalPort":22,"RemoteAddr":"10.0.0.2","RemotePort":443,\
            "State":"ESTAB","Pid":7,"Timestamp":"2026-11-23T04:00:00Z"}\
            """)
        : Files.readAllLines(ReaderGoldenTest.FOLDER.resolve(format.name() + ".jsonl"));
  }

  private static List<String> spoilt(String record) {
    List<String> all = new ArrayList<>();
    for (Pattern value : List.of(NUMBER, TEXT)) {
      Matcher matcher = value.matcher(record);
      while (matcher.find()) {
        for (String odd : ODD) {
          all.add(record.substring(0, matcher.start()) + odd + record.substring(matcher.end()));
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("formats")
  void noNumberFailsAReader(Format format) throws IOException {
    RecordParser parser = new RecordParser(Limits.ORDINARY);
    int read = 0;
    for (String record : records(format)) {
      for (String spoilt : spoilt(record)) {
        byte[] bytes = spoilt.getBytes(StandardCharsets.UTF_8);
        if (parser.parse(bytes, 0, bytes.length)
                instanceof RecordParser.Result.Parsed(JsonNode node, boolean _)
            && format.recognises(node)) {
          Collected collected = Collected.of(format, List.of(node));
          assertThat(collected.outcomes()).as(spoilt).isGreaterThanOrEqualTo(1);
          read++;
        }
      }
    }
    assertThat(read).isGreaterThan(50);
  }

  @Test
  void noNumberEndsAnImport() throws Exception {
    StringBuilder lines = new StringBuilder();
    ODD.forEach(odd -> lines.append("{\"test\":").append(odd).append("}\n"));
    ODD.forEach(odd -> lines.append("[{\"x\":").append(odd).append("}]\n"));
    Source source =
        Fixture.source(Fixture.read(Fixture.file(folder, "odd", lines + Fixture.A + "\n")));
    assertThat(source.lines()).isEqualTo(2L * ODD.size() + 1);
    assertThat(source.observations()).isGreaterThanOrEqualTo(1);
    Source documents =
        Fixture.source(
            Fixture.read(
                Fixture.file(folder, "list", "[\n{\"x\":0.1e-2147483647},\n" + Fixture.A + "]")));
    assertThat(documents.unreadable())
        .extracting(Unreadable::reason)
        .containsExactly("a number of a size that no record needs");
    assertThat(documents.observations()).isEqualTo(1);
    Source yaml =
        Fixture.source(
            Fixture.read(Fixture.file(folder, "y", "kind: x\napiVersion: 0.1e-2147483647\n")));
    assertThat(yaml.lines()).isEqualTo(1);
  }
}
