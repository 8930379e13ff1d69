package salvor.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordBytesTest {
  enum Colour {
    RED,
    GREEN
  }

  sealed interface Form {
    record Circle(int radius) implements Form {}

    record Pair(Form one, @Nullable Form other) implements Form {}

    record Point() implements Form {}
  }

  record Everything(
      String text,
      @Nullable String missing,
      long big,
      @Nullable Long noLong,
      int small,
      @Nullable Boolean perhaps,
      boolean sure,
      Set<Colour> colours,
      Map<Colour, List<Form>> forms,
      SortedMap<String, Integer> sorted,
      List<String> words) {}

  private static final Everything VALUE =
      new Everything(
          "tëxt \0",
          null,
          Long.MIN_VALUE,
          null,
          -1,
          false,
          true,
          Set.of(Colour.GREEN),
          Map.of(Colour.RED, List.of(new Form.Pair(new Form.Circle(7), null), new Form.Point())),
          new TreeMap<>(Map.of("b", 2, "a", 1)),
          List.of("twice", "twice", ""));

  @Test
  void whatWasWrittenIsRead() {
    assertThat(RecordBytes.read(ByteBuffer.wrap(RecordBytes.write(VALUE)), Everything.class))
        .isEqualTo(VALUE);
  }

  @Test
  void anotherTypeHasAnotherShape() {
    assertThat(RecordBytes.shape(Everything.class)).isEqualTo(RecordBytes.shape(Everything.class));
    assertThat(RecordBytes.shape(Form.Circle.class))
        .isNotEqualTo(RecordBytes.shape(Form.Point.class));
  }

  @Property(tries = 500)
  void damagedBytesAreRefusedOrReadAsSomethingElse(
      @ForAll int at, @ForAll byte with, @ForAll int length) {
    byte[] bytes = RecordBytes.write(VALUE);
    bytes[Math.floorMod(at, bytes.length)] = with;
    byte[] cut = Arrays.copyOf(bytes, bytes.length - Math.floorMod(length, 3));
    try {
      assertThat(RecordBytes.read(ByteBuffer.wrap(cut), Everything.class)).isNotNull();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessage("Everything");
    }
  }
}
