package salvor.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import salvor.custody.Sha256;

class HashedInputTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aFileThatGrowsAfterItsEndWasSeenEndsThere() throws IOException {
    InputStream first = new ByteArrayInputStream(bytes("one\ntwo\n"));
    InputStream later = new ByteArrayInputStream(bytes("three\n"));
    InputStream growing =
        new InputStream() {
          private InputStream now = first;

          @Override
          public int read() {
            throw new AssertionError("bytes are read many at a time");
          }

          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            int n = now.read(into, from, length);
            now = n < 0 ? later : now;
            return n;
          }
        };
    HashedInput in = new HashedInput(growing, _ -> {});
    assertThat(in.readAllBytes()).isEqualTo(bytes("one\ntwo\n"));
    assertThat(in.readAllBytes()).isEmpty();
    assertThat(in.count()).isEqualTo(8);
    Sha256 whole = new Sha256();
    whole.update(bytes("one\ntwo\n"), 0, 8);
    assertThat(in.hex()).isEqualTo(whole.hex());
  }
}
