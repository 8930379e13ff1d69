package salvor.workbench.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.collection.CollectionWish;
import salvor.collection.ToolboxImage;

/** What is written into the fields of the sheet that takes evidence. */
class WrittenTest {
  private static final String MARK = "0123abcd";
  private static final ToolboxImage IMAGE =
      new ToolboxImage("registry.example/toolbox@sha256:" + "a".repeat(64));

  @Test
  void asItIsAtFirstItIsFineInAPracticeCluster() {
    CollectionWish wish =
        ((Written.Read.Fine) Written.USUAL.read(MARK, ToolboxImage.PRACTICE)).wish();
    assertThat(wish.image()).isEqualTo(ToolboxImage.PRACTICE);
    assertThat(wish.maxBytes()).isEqualTo(1L << 30);
    assertThat(wish.maxSeconds()).isEqualTo(300);
    assertThat(wish.changedSince()).isNull();
    assertThat(wish.needsNetwork()).isFalse();
    assertThat(wish.checkpoint()).as("it can end what it is of").isFalse();
  }

  @Test
  void elsewhereTheToolboxIsNamedByItsDigest() {
    Written.Read.Wrong none = (Written.Read.Wrong) Written.USUAL.read(MARK, null);
    assertThat(none.why()).startsWith("Name the toolbox's image by its digest");
    assertThat(((Written.Read.Fine) Written.USUAL.read(MARK, IMAGE)).wish().image())
        .isEqualTo(IMAGE);
  }

  @Test
  void readsEachField() {
    Written written =
        new Written(
            " 2 ",
            "30",
            "/etc/passwd ; /a b/c;",
            "2026-11-23T05:40:00+01:00",
            "7:00400000-00401000; 12:7ffd",
            "10",
            true);
    CollectionWish wish = ((Written.Read.Fine) written.read(MARK, IMAGE)).wish();
    assertThat(wish.maxBytes()).isEqualTo(2L << 20);
    assertThat(wish.paths()).containsExactly("/etc/passwd", "/a b/c");
    assertThat(wish.changedSince()).isEqualTo(Instant.parse("2026-11-23T04:40:00Z"));
    assertThat(wish.memory())
        .containsExactly(
            new CollectionWish.Memory(7, "00400000-00401000"),
            new CollectionWish.Memory(12, "7ffd"));
    assertThat(wish.captureSeconds()).isEqualTo(10);
    assertThat(wish.needsNetwork()).isTrue();
    assertThat(wish.checkpoint()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, '', '', '', '', The most of a file",
    "-1, 1, '', '', '', '', The most of a file",
    "9999999999, 1, '', '', '', '', The most of a file",
    "1, '', '', '', '', '', The longest for a file",
    "1, 1, etc/passwd, '', '', '', A path in a container",
    "1, 1, '', yesterday, '', '', Changed since",
    "1, 1, '', 2026-11-23, '', '', Changed since",
    "1, 1, '', '', 7, '', Memory is named",
    "1, 1, '', '', 0:40, '', Memory is named",
    "1, 1, '', '', 7:xyz, '', Memory is named",
    "1, 1, '', '', 7:40; x, '', Memory is named",
    "1, 1, '', '', '', some, How long packets",
  })
  void saysWhatItDoesNotUnderstand(
      String bytes,
      String seconds,
      String paths,
      String since,
      String memory,
      String capture,
      String said) {
    Written.Read read =
        new Written(bytes, seconds, paths, since, memory, capture, false).read(MARK, IMAGE);
    assertThat(((Written.Read.Wrong) read).why()).startsWith(said);
  }
}
