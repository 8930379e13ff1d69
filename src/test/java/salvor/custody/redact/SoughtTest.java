package salvor.custody.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SoughtTest {
  private static final int SEED = 7;

  @Test
  void findsTheSameAsLookingForEachValueAtEachPlace() {
    Random random = new Random(SEED);
    for (int round = 0; round < 300; round++) {
      TreeSet<String> values = new TreeSet<>();
      for (int i = 0; i < 1 + round; i++) {
        values.add(word(random, Sought.SHORTEST + random.nextInt(6)));
      }
      Sought sought = new Sought(values);
      String text = word(random, 200);
      for (int at = 0; at < text.length(); at++) {
        int from = at;
        assertEquals(
            IntStream.range(from, text.length() - 20)
                .filter(i -> values.stream().anyMatch(value -> text.startsWith(value, i)))
                .findFirst()
                .orElse(-1),
            sought.first(text, from, text.length() - 20));
        assertEquals(
            values.stream()
                .filter(value -> text.startsWith(value, from))
                .mapToInt(String::length)
                .max()
                .orElse(0),
            sought.at(text, from));
      }
    }
  }

  @Test
  void findsTheValueAtTheEndAndNoneBehindIt() {
    Sought sought = new Sought(Set.of("hunter2"));
    assertEquals(3, sought.first("is hunter2", 0, 10));
    assertEquals(-1, sought.first("is hunter2", 4, 10));
    assertEquals(-1, sought.first("is hunter2", 0, 3));
    assertEquals(-1, sought.first("hunter", 0, 6));
    assertEquals(-1, Sought.NOTHING.first("hunter2", 0, 7));
  }

  private static String word(Random random, int length) {
    StringBuilder word = new StringBuilder();
    random.ints(length, 0, 3).forEach(i -> word.append((char) ('a' + i)));
    return word.toString();
  }
}
