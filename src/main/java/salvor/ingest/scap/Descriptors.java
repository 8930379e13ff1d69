package salvor.ingest.scap;

import org.jspecify.annotations.Nullable;
import salvor.ingest.Recent;

/** What descriptors stand for, as far as it was seen. */
final class Descriptors {
  /**
   * @param path that of a file, null when it is none
   * @param protocol that of a socket, null when it is none or not known
   */
  record Open(@Nullable String path, @Nullable String protocol) {}

  private record Key(long pid, long number) {}

  /** What stands for the folder that a process is in ({@code AT_FDCWD}). */
  private static final long HERE = -100;

  private final Recent<Key, Open> open = new Recent<>(100_000);
  private final Threads threads;

  Descriptors(Threads threads) {
    this.threads = threads;
  }

  void put(long tid, long number, Open what) {
    open.put(key(tid, number), what);
  }

  @Nullable Open get(long tid, @Nullable Long number) {
    return number == null ? null : open.get(key(tid, number));
  }

  void close(long tid, @Nullable Long number) {
    if (number != null) {
      open.remove(key(tid, number));
    }
  }

  private Key key(long tid, long number) {
    Task task = threads.get(tid);
    return new Key(task == null ? tid : task.pid(), number);
  }

  /**
   * A path made whole as far as it is known what it is relative to.
   *
   * @param folder the descriptor of the folder it is relative to; null for the process' own
   */
  @Nullable String whole(long tid, @Nullable Long folder, @Nullable String path) {
    if (path == null || path.startsWith("/")) {
      return path;
    }
    boolean here = folder == null || folder == HERE;
    Open there = here ? null : get(tid, folder);
    String base = here ? threads.cwd(tid) : there == null ? null : there.path();
    if (base == null || !base.startsWith("/")) {
      return path;
    }
    String bare = path.startsWith("./") ? path.substring(2) : path;
    return base.endsWith("/") ? base + bare : base + "/" + bare;
  }
}
