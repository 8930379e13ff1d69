package salvor.ingest.scap;

import org.jspecify.annotations.Nullable;

/**
 * The processes that ran when the capture began, a thread each. The list has nine forms; each has
 * what the one before has and something more, the last one says how long an entry is.
 */
final class ProcessList {
  private static final int[] FORMS = {
    0x202, 0x207, 0x209, 0x210, 0x211, 0x212, 0x213, 0x214, 0x215
  };

  /** No entry of any form is shorter. */
  private static final int SHORTEST = 40;

  private final int form;
  private final Bytes in;
  private boolean broken;

  ProcessList(int type, Bytes in) {
    int found = 0;
    while (FORMS[found] != type) {
      found++;
    }
    this.form = found + 1;
    this.in = in;
  }

  boolean isBroken() {
    return broken;
  }

  /** The next; null when there is none, or the rest is damaged. */
  @Nullable Task next() {
    if (broken || in.left() < 4) { // blocks are filled up to four bytes
      return null;
    }
    int size = form >= 9 ? in.u32() - 4 : in.left();
    if (size < SHORTEST || size > in.left()) {
      broken = true;
      return null;
    }
    if (form >= 9) {
      return entry(new Bytes(in.take(size), 0, size));
    }
    return entry(in);
  }

  private Task entry(Bytes from) {
    long tid = from.u64();
    long pid = from.u64();
    long parent = from.u64();
    from.skip((form >= 6 ? 8 : 0) + (form >= 8 ? 8 : 0)); // session, process group
    String name = from.text();
    String called = from.text();
    String path = form >= 7 ? from.text() : "";
    String arguments = from.text();
    String cwd = from.text();
    from.skip(8 + 4); // the most descriptors, flags
    int uid = from.u32();
    from.skip(4 + (form >= 2 ? 3 * 4 + 2 * 8 : 0)); // group, memory, page faults
    if (form >= 3) {
      from.skip(from.u16()); // the environment: it holds secrets more often than clues
    }
    long containerPid = 0;
    String cgroups = "";
    if (form >= 4) {
      from.skip(8);
      containerPid = from.u64();
      cgroups = from.text();
    }
    if (form >= 5) {
      from.skip(from.u16()); // the root folder
    }
    return new Task(
        tid,
        pid,
        parent,
        Math.max(0, containerPid),
        name.isEmpty() ? null : name,
        !path.isEmpty() ? path : called.startsWith("/") ? called : null,
        called.isEmpty() ? null : arguments.isEmpty() ? called : called + "\0" + arguments,
        cwd.isEmpty() ? null : cwd,
        uid < 0 ? null : Integer.valueOf(uid),
        cgroups);
  }
}
