package salvor.ingest.capture;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of the domain name system (RFC 1035), as far as it was captured.
 *
 * @param response whether it is an answer
 * @param code its result, 0 for a question
 * @param name the name asked for; bytes that are no plain characters are spelt {@code \DDD}
 * @param type the number of the type asked for
 * @param answers what was answered, by its text
 * @param addresses the addresses among them
 * @param whole whether nothing of the answers is missing
 */
record Dns(
    int id,
    boolean response,
    int code,
    String name,
    int type,
    List<String> answers,
    List<Address> addresses,
    boolean whole) {
  static final int PORT = 53;

  private static final int MOST_JUMPS = 64;
  private static final int LONGEST_NAME = 255;
  private static final int MOST_ANSWERS = 200;
  private static final int LONGEST_TEXT = 300;

  /** The message in these bytes; null when they are none, or are cut off in the question. */
  static @Nullable Dns of(byte[] bytes, int from, int to) {
    return to - from < 12 ? null : new Reading(bytes, from, to).message();
  }

  private static final class Reading {
    private final byte[] bytes;
    private final int from;
    private final int to;
    private int at;

    Reading(byte[] bytes, int from, int to) {
      this.bytes = bytes;
      this.from = from;
      this.to = to;
      this.at = from + 12;
    }

    @Nullable Dns message() {
      int flags = u16(from + 2);
      if (u16(from + 4) != 1 || (flags >> 11 & 0xF) != 0) {
        return null; // not one question, or no query
      }
      String name = name();
      if (name == null || at + 4 > to) {
        return null;
      }
      int type = u16(at);
      at += 4;
      List<String> answers = new ArrayList<>();
      List<Address> addresses = new ArrayList<>();
      int count = u16(from + 6);
      int read = 0;
      while (read < count && read < MOST_ANSWERS && answer(answers, addresses)) {
        read++;
      }
      return new Dns(
          u16(from),
          (flags & 0x8000) != 0,
          flags & 0xF,
          name,
          type,
          answers,
          addresses,
          read == count);
    }

    private boolean answer(List<String> answers, List<Address> addresses) {
      String owner = name();
      if (owner == null || at + 10 > to) {
        return false;
      }
      int type = u16(at);
      int length = u16(at + 8);
      int data = at + 10;
      if (data + length > to) {
        return false;
      }
      if ((type == 1 && length == 4) || (type == 28 && length == 16)) {
        Address address =
            type == 1
                ? Address.v4((int) number(data, 4))
                : new Address(number(data, 8), number(data + 8, 8));
        addresses.add(address);
        answers.add(address.toString());
      } else if (type == 5 || type == 2 || type == 12) {
        at = data;
        String target = name();
        answers.add(target == null ? "?" : target);
      } else if (type == 16) {
        answers.add(texts(data, data + length));
      }
      at = data + length;
      return true;
    }

    /** The strings of a TXT record, as one word. */
    private String texts(int begin, int end) {
      StringBuilder text = new StringBuilder("\"");
      for (int i = begin; i < end && text.length() < LONGEST_TEXT; ) {
        int length = bytes[i++] & 0xFF;
        for (int n = 0; n < length && i < end && text.length() < LONGEST_TEXT; n++) {
          spell(bytes[i++], text, "\"\\");
        }
      }
      return text.append('"').toString();
    }

    /** The name here, and goes behind it; null when it is damaged or cut off. */
    private @Nullable String name() {
      StringBuilder name = new StringBuilder();
      int here = at;
      int jumps = 0;
      int size = 0;
      while (here < to) {
        int length = bytes[here] & 0xFF;
        if (length >= 0xC0) {
          if (here + 2 > to || ++jumps > MOST_JUMPS) {
            return null; // names that point at one another would never end
          }
          at = jumps == 1 ? here + 2 : at;
          here = from + (u16(here) & 0x3FFF);
          continue;
        }
        if (length == 0) {
          at = jumps == 0 ? here + 1 : at;
          return name.isEmpty() ? "." : name.toString();
        }
        size += length + 1;
        if (length > 63 || here + 1 + length > to || size > LONGEST_NAME) {
          return null;
        }
        if (!name.isEmpty()) {
          name.append('.');
        }
        for (int i = here + 1; i <= here + length; i++) {
          spell(bytes[i], name, ".\\");
        }
        here += 1 + length;
      }
      return null;
    }

    /** As a zone file spells it: what would be misread has a backslash or is a number. */
    private static void spell(byte value, StringBuilder into, String special) {
      int c = value & 0xFF;
      if (c <= ' ' || c >= 0x7F) {
        into.append('\\').append((char) ('0' + c / 100));
        into.append((char) ('0' + c / 10 % 10)).append((char) ('0' + c % 10));
      } else {
        into.append(special.indexOf(c) >= 0 ? "\\" : "").append((char) c);
      }
    }

    private int u16(int where) {
      return (int) number(where, 2);
    }

    private long number(int where, int size) {
      long value = 0;
      for (int i = 0; i < size; i++) {
        value = value << 8 | (where + i < to ? bytes[where + i] & 0xFF : 0);
      }
      return value;
    }
  }

  /** The answers in one line, null when there are none. */
  @Nullable String line() {
    return answers.isEmpty() ? null : String.join(" ", answers);
  }
}
