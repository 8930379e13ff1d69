package salvor.triage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import salvor.evidence.Texts;
import salvor.jobs.Pieces;
import salvor.jobs.Progress;

/**
 * Finds the distinct texts that fit a pattern.
 *
 * <p>The texts of a page lie behind one another in the order of their numbers, so a page is
 * searched as one run of bytes, eight at a time, for the rarest byte of the pattern's longest part;
 * only where one stands is it looked which text this is, and whether it fits. A million texts take
 * some tens of milliseconds.
 */
final class TextScan {
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  /** What paths and command lines are mostly made of, the most frequent first. */
  private static final String FREQUENT = "/e- .tasro0in1c2l3d4u5m6p7b8f9hgv:=k";

  private TextScan() {}

  /** The numbers of the texts that fit. */
  static BitSet fitting(Texts texts, TextPattern pattern, Progress progress) {
    byte[] needle = pattern.needle();
    if (needle.length == 0 || pattern.isWhole()) {
      return which(
          texts, progress, id -> pattern.fits(texts.page(id), texts.offset(id), texts.length(id)));
    }
    List<Integer> pages = new ArrayList<>(); // the first text of each
    for (int id = 1; id < texts.size(); id = endOfPage(texts, id)) {
      pages.add(id);
    }
    BitSet found = new BitSet(texts.size());
    Pieces.all(
        pages.size(),
        progress,
        "Searching the texts",
        page -> {
          BitSet here = new BitSet();
          int end = page + 1 < pages.size() ? pages.get(page + 1) : texts.size();
          scan(texts, pages.get(page), end, pattern, needle, here);
          synchronized (found) {
            found.or(here);
          }
        });
    return found;
  }

  private static BitSet which(Texts texts, Progress progress, IntPredicate fits) {
    return Pieces.which(
        texts.size(), progress, "Searching the texts", id -> id > 0 && fits.test(id));
  }

  /** The texts whose last path element alone fits, beside those that fit as a whole. */
  static BitSet fittingPathOrName(Texts texts, TextPattern pattern, Progress progress) {
    BitSet found = fitting(texts, pattern, progress);
    if (pattern.isWhole()) {
      found.or(which(texts, progress, id -> isNameFitting(texts, id, pattern)));
    }
    return found;
  }

  private static boolean isNameFitting(Texts texts, int id, TextPattern pattern) {
    ByteBuffer page = texts.page(id);
    int from = texts.offset(id);
    int end = from + texts.length(id);
    int name = end;
    while (name > from && page.get(name - 1) != '/') {
      name--;
    }
    return name > from && pattern.fits(page, name, end - name);
  }

  /**
   * The first text behind those of a page; the pages are told apart as objects, as two may hold
   * equal bytes.
   */
  @SuppressWarnings("ReferenceEquality")
  private static int endOfPage(Texts texts, int first) {
    ByteBuffer page = texts.page(first);
    int low = first + 1;
    int high = texts.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (texts.page(middle) == page) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static void scan(
      Texts texts, int first, int last, TextPattern pattern, byte[] needle, BitSet found) {
    ByteBuffer page = texts.page(first).duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int end = texts.offset(last - 1) + texts.length(last - 1);
    int id = first;
    int at = texts.offset(first);
    int lastStart = end - needle.length;
    int rarest = rarest(needle);
    while (at <= lastStart) {
      at = next(page, at + rarest, end, needle[rarest]) - rarest;
      if (at > lastStart) {
        return;
      }
      if (!isAt(page, at, needle, pattern)) {
        at++;
        continue;
      }
      id = textAt(texts, id, last, at);
      int from = texts.offset(id);
      if (pattern.fits(page, from, texts.length(id))) {
        found.set(id);
      }
      int behind = from + texts.length(id);
      // a hit that reaches into the next text says nothing of either: go on at the next byte
      at = at + needle.length <= behind ? Math.max(behind, at + 1) : at + 1;
    }
  }

  private static int rarest(byte[] needle) {
    int rarest = 0;
    int best = -1;
    for (int i = 0; i < needle.length; i++) {
      int rank = FREQUENT.indexOf(needle[i] | 0x20);
      int rarity = rank < 0 ? FREQUENT.length() : rank;
      if (rarity > best) {
        best = rarity;
        rarest = i;
      }
    }
    return rarest;
  }

  /**
   * The next place that may hold the byte in either case; bit 5 is what tells small letters from
   * capitals.
   */
  private static int next(ByteBuffer page, int from, int end, byte wanted) {
    int at = from;
    long pattern = ((wanted | 0x20) & 0xFFL) * ONES;
    for (; at <= end - 8; at += 8) {
      long difference = (page.getLong(at) | (0x20 * ONES)) ^ pattern;
      long zero = (difference - ONES) & ~difference & HIGH;
      if (zero != 0) {
        return at + (Long.numberOfTrailingZeros(zero) >>> 3);
      }
    }
    for (; at < end; at++) {
      if ((page.get(at) | 0x20) == (byte) (wanted | 0x20)) {
        return at;
      }
    }
    return end;
  }

  private static boolean isAt(ByteBuffer page, int at, byte[] needle, TextPattern pattern) {
    for (int i = 0; i < needle.length; i++) {
      if (pattern.fold(page.get(at + i)) != needle[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * The last text from a number on that begins at or before a place; empty texts share the place of
   * the next one.
   */
  private static int textAt(Texts texts, int from, int last, int place) {
    int step = 1;
    int low = from;
    while (low + step < last && texts.offset(low + step) <= place) {
      low += step;
      step <<= 1;
    }
    int high = Math.min(last - 1, low + step);
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (texts.offset(middle) <= place) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
