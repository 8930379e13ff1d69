package salvor.ingest.falco;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import salvor.evidence.TimeText;

/**
 * Reads RFC 3339 times in UTC out of bytes; the day of the last one is remembered, since the next
 * is most often the same.
 */
final class FalcoTime {
  private final byte[] day = new byte[10];
  private long dayNanos;
  private long nanos;
  private byte form;

  /** The time last read, nanoseconds since 1970. */
  long nanos() {
    return nanos;
  }

  /** How it was written. */
  byte form() {
    return form;
  }

  /** Reads {@code 2026-11-23T04:37:39[.fraction]Z}; false for anything else. */
  boolean read(byte[] text, int from, int to) {
    int length = to - from;
    if (length < 20
        || length > 30
        || length == 21
        || text[to - 1] != 'Z'
        || !separated(text, from)
        || !sameDay(text, from)) {
      return false;
    }
    int hour = two(text, from + 11);
    int minute = two(text, from + 14);
    int second = two(text, from + 17);
    int digits = length == 20 ? 0 : length - 21;
    if ((digits > 0 && text[from + 19] != '.')
        || hour < 0
        || hour > 23
        || minute < 0
        || minute > 59
        || second < 0
        || second > 59) {
      return false;
    }
    long fraction = 0;
    for (int i = from + 20; i < from + 20 + digits; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      fraction = fraction * 10 + digit;
    }
    for (int i = digits; i < 9; i++) {
      fraction *= 10;
    }
    nanos = dayNanos + ((hour * 60L + minute) * 60 + second) * 1_000_000_000L + fraction;
    form = (byte) (TimeText.RFC3339 + digits);
    return nanos > 0;
  }

  private static boolean separated(byte[] text, int from) {
    return text[from + 4] == '-'
        && text[from + 7] == '-'
        && text[from + 10] == 'T'
        && text[from + 13] == ':'
        && text[from + 16] == ':';
  }

  private boolean sameDay(byte[] text, int from) {
    if (Arrays.equals(day, 0, 10, text, from, from + 10)) {
      return true;
    }
    int century = two(text, from);
    int year = two(text, from + 2);
    int month = two(text, from + 5);
    int ofMonth = two(text, from + 8);
    if (century < 19 || century > 21 || year < 0 || month < 0 || ofMonth < 0) {
      return false;
    }
    try {
      dayNanos =
          LocalDate.of(century * 100 + year, month, ofMonth).toEpochDay() * 86_400_000_000_000L;
    } catch (DateTimeException _) {
      return false;
    }
    System.arraycopy(text, from, day, 0, 10);
    return true;
  }

  /** Two digits as a number, negative when they are none. */
  private static int two(byte[] text, int at) {
    int tens = text[at] - '0';
    int ones = text[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }
}
