package salvor.ingest.checkpoint;

import java.util.ArrayList;
import java.util.List;

/**
 * Which addresses lie where in a file of pages. Both generations of entries are read: the count in
 * field 2 alone, and since CRIU 4 that of field 5, beside which field 2 is zero.
 */
final class PageMap {
  static final int PAGE = 4096;
  private static final int PARENT = 1;
  private static final int PRESENT = 4;
  private static final int MOST_RUNS = 2_000_000;

  /**
   * Pages that follow one another both in memory and in the file.
   *
   * @param offset in the file of pages
   */
  record Run(long address, long offset, long length) {
    long end() {
      return address + length;
    }
  }

  /** Whose it is: a process's id, or the id of memory that is shared. */
  final long owner;

  final boolean shared;
  private final List<Run> runs = new ArrayList<>();
  private int pagesId = -1;
  private long bytes;
  private boolean inParent;

  PageMap(long owner, boolean shared) {
    this.owner = owner;
    this.shared = shared;
  }

  /** The first entry names the file, each other tells of pages. */
  void take(CriuImage.Entry entry) {
    Wire wire = entry.wire();
    if (pagesId < 0) {
      pagesId = 0;
      while (wire.next()) {
        pagesId = wire.field() == 1 ? wire.integer() : pagesId;
      }
      return;
    }
    long address = 0;
    long old = 0;
    long now = 0;
    long flags = PRESENT; // where an old image says nothing of it
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> address = wire.number();
        case 2 -> old = wire.integer() & 0xFFFFFFFFL;
        case 3 -> flags = wire.number() == 0 ? flags : PARENT;
        case 4 -> flags = wire.number();
        case 5 -> now = wire.number();
        default -> {}
      }
    }
    add(address, now != 0 ? now : old, flags);
  }

  private void add(long address, long pages, long flags) {
    inParent |= (flags & PARENT) != 0;
    if ((flags & PRESENT) == 0 || pages == 0) {
      return; // zero, in an earlier dump, or not yet fetched: it has no bytes here
    }
    if (pages < 0 || pages > Long.MAX_VALUE / PAGE - (bytes >>> 12) || address < 0) {
      throw new Wire.Malformed("more pages than there can be");
    }
    long length = pages * PAGE;
    Run last = runs.isEmpty() ? null : runs.getLast();
    if (address > Long.MAX_VALUE - length || (last != null && address < last.end())) {
      throw new Wire.Malformed("pages out of order");
    } else if (last != null && last.end() == address) {
      runs.set(runs.size() - 1, new Run(last.address, last.offset, last.length + length));
    } else if (runs.size() < MOST_RUNS) {
      runs.add(new Run(address, bytes, length));
    } else {
      throw new Wire.Malformed("more pieces of memory than are read");
    }
    bytes += length;
  }

  /** The number of the file of pages. */
  int pages() {
    return pagesId;
  }

  /** In the order of the file. */
  List<Run> runs() {
    return runs;
  }

  /** How many bytes the file of pages is to have. */
  long bytes() {
    return bytes;
  }

  /** Whether pages are in an earlier dump, which is not part of this archive. */
  boolean needsParent() {
    return inParent;
  }

  /** How many bytes between two addresses are in the file. */
  long present(long start, long end) {
    long sum = 0;
    for (int i = first(start); i < runs.size() && runs.get(i).address < end; i++) {
      Run run = runs.get(i);
      sum += Math.min(end, run.end()) - Math.max(start, run.address);
    }
    return sum;
  }

  /** The first run that ends behind an address; runs go up in memory as in the file. */
  int first(long address) {
    int low = 0;
    int high = runs.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (runs.get(middle).end() > address) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
