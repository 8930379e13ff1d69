package salvor.ingest.falco;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names of members that were met, each with the two that last followed it: a sensor writes its
 * records in the order of its templates, so the next name is nearly always one of two, and to
 * compare it costs less than to find its end and look it up. What cannot be guessed is looked up.
 * Not safe for several threads.
 */
final class FalcoNames {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Names come from evidence: no more different ones are remembered, and none that is longer. */
  private static final int MOST = 400;

  private static final int LONGEST = 80;

  private final Name[] table = new Name[1024];
  private int size;

  /** Stands for names that are not remembered. */
  private final Name other = new Name(new byte[0], false, -1);

  /** A name in its place: of a record, or of its {@code output_fields}. */
  static final class Name {
    /** Which of the keys looked for it is, -1 for none. */
    final int key;

    /** The length of {@code "name":} in bytes. */
    final int length;

    private final byte[] text;
    private final boolean inner;
    private final long[] words;
    private final long lastMask;
    private @Nullable Name follower;
    private @Nullable Name otherFollower;

    private Name(byte[] text, boolean inner, int key) {
      this.text = text;
      this.inner = inner;
      this.key = key;
      this.length = text.length + 3;
      byte[] written = new byte[(length + 7) & ~7];
      written[0] = '"';
      System.arraycopy(text, 0, written, 1, text.length);
      written[length - 2] = '"';
      written[length - 1] = ':';
      this.words = new long[written.length / 8];
      for (int i = 0; i < words.length; i++) {
        words[i] = (long) LONG.get(written, i * 8);
      }
      this.lastMask = -1L >>> ((written.length - length) * 8);
    }

    /**
     * The name that stands at a place, when it is one of those that last followed this one; else
     * null.
     */
    @Nullable Name next(byte[] line, int at, int end) {
      Name first = follower;
      if (first == null || first.stands(line, at, end)) {
        return first;
      }
      Name second = otherFollower;
      return second != null && second.stands(line, at, end) ? second : null;
    }

    private boolean stands(byte[] line, int at, int end) {
      int last = words.length - 1;
      if (at + last * 8 + 8 > line.length || at + length > end) {
        return false;
      }
      for (int i = 0; i < last; i++) {
        if ((long) LONG.get(line, at + i * 8) != words[i]) {
          return false;
        }
      }
      return (((long) LONG.get(line, at + last * 8) ^ words[last]) & lastMask) == 0;
    }

    /** Remembers what followed. */
    void followedBy(Name next) {
      otherFollower = follower;
      follower = next;
    }
  }

  /**
   * @param names the names looked for; those in {@code output_fields} begin with a dot
   */
  FalcoNames(String... names) {
    for (int i = 0; i < names.length; i++) {
      boolean inner = names[i].startsWith(".");
      byte[] text = names[i].substring(inner ? 1 : 0).getBytes(StandardCharsets.US_ASCII);
      put(new Name(text, inner, i), slot(text, 0, text.length, inner));
    }
  }

  /** Where the names of a record begin. */
  Name start() {
    return new Name(new byte[0], false, -1);
  }

  /** The name that these bytes spell. */
  Name of(byte[] line, int from, int length, boolean inner) {
    int slot = slot(line, from, length, inner);
    for (Name name; (name = table[slot]) != null; slot = (slot + 1) & (table.length - 1)) {
      if (name.inner == inner
          && Arrays.equals(name.text, 0, name.text.length, line, from, from + length)) {
        return name;
      }
    }
    return size < MOST && length <= LONGEST
        ? put(new Name(Arrays.copyOfRange(line, from, from + length), inner, -1), slot)
        : other;
  }

  /** Whether a name may be remembered as a follower. */
  boolean knows(Name name) {
    return name != other;
  }

  private Name put(Name name, int from) {
    int slot = from;
    while (table[slot] != null) {
      slot = (slot + 1) & (table.length - 1);
    }
    table[slot] = name;
    size++;
    return name;
  }

  private int slot(byte[] name, int from, int length, boolean inner) {
    int hash = inner ? 1 : 0;
    for (int i = from; i < from + length; i++) {
      hash = hash * 31 + name[i];
    }
    return (hash ^ (hash >>> 10)) & (table.length - 1);
  }
}
