package salvor.ingest.tetragon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoinedArgumentsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "-l /tmp | -l,/tmp",
        "-c \"sleep 3\" | -c,sleep 3",
        "\"a b\" \"c d\" | a b,c d",
        "a  b | a,,b",
        "say \"hi\" | say,\"hi\"",
        "-c \"id;\"x\" y\" | -c,id;\"x\" y",
        "-c \"curl -H \"A: b\" http://x\" | -c,curl -H \"A: b\" http://x",
        "-c \"sh;x \"\" | -c,sh;x \"",
        "\"open | \"open"
      })
  void argumentsAreToldApart(String joined, String expected) {
    assertThat(String.join(",", JoinedArguments.apart(joined))).isEqualTo(expected);
  }

  @Property(tries = 200)
  void whatHoldsNoMarksComesBack(
      @ForAll @Size(min = 1, max = 5)
          List<@StringLength(max = 6) @CharRange(from = ' ', to = '!') String> arguments) {
    String joined =
        arguments.stream()
            .map(a -> a.contains(" ") ? '"' + a + '"' : a)
            .collect(Collectors.joining(" "));
    assertThat(JoinedArguments.apart(joined)).isEqualTo(arguments);
  }
}
