package salvor.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import salvor.ingest.capture.CaptureFormat;

/**
 * Formats that are read as a stream: a file, and beside it what is to be read out of it. After a
 * wanted change run with {@code -Dgolden.write=true}, look at the difference, and commit it.
 */
class DocumentGoldenTest {
  static Stream<Arguments> documents() {
    return Stream.of(Arguments.of(new CaptureFormat(), "pcap.pcapng"));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void readsAsExpected(DocumentFormat format, String file) throws IOException {
    byte[] bytes = Files.readAllBytes(ReaderGoldenTest.FOLDER.resolve(file));
    String text = new String(bytes, StandardCharsets.UTF_8);
    Beginning head = new Beginning(0, file, 0, bytes, 0, text, Limits.ORDINARY, (_, _) -> {});
    assertThat(format.begins(head)).isTrue();
    Collected read = new Collected();
    format.read(new ByteArrayInputStream(bytes), head, read);

    String rendered = Rendering.of(read) + String.join("\n", read.notes) + "\n";
    Path expected = ReaderGoldenTest.FOLDER.resolve(format.name() + ".txt");
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(expected, rendered);
    }
    assertThat(rendered).isEqualTo(Files.readString(expected));
  }
}
