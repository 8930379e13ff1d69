package salvor.ingest.checkpoint;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;
import salvor.evidence.checkpoint.Checkpoint;

/**
 * The files that processes have open or mapped, by CRIU's numbers: of one image since CRIU 3,
 * before of one for each kind.
 */
final class FileImages {
  /** Kinds of files (fdinfo.proto). */
  private static final String[] KINDS = {
    "unknown",
    "file",
    "pipe",
    "fifo",
    "inet",
    "unix",
    "eventfd",
    "epoll",
    "inotify",
    "signalfd",
    "packet",
    "terminal",
    "fanotify",
    "netlink",
    "namespace",
    "tun",
    "external",
    "timerfd",
    "memfd",
    "bpf map",
    "pidfd"
  };

  private static final int REG = 1;
  private static final int INET = 4;
  private static final int UNIX = 5;
  private static final int MEMFD = 18;
  private static final int MOST = 500_000;
  private static final int GHOST = 1;
  private static final int NO_GHOST = -1;

  /**
   * @param path empty where it has none
   * @param socket null when it is none
   * @param inode of a socket or memory file
   * @param peer the inode at the other end of a unix socket
   */
  record Opened(
      int type,
      String path,
      int flags,
      Checkpoint.@Nullable Socket socket,
      long inode,
      long peer,
      RecordRef at) {
    String kind() {
      return type == INET && socket != null
          ? socket.protocol()
          : type >= 0 && type < KINDS.length ? KINDS[type] : "kind " + type;
    }
  }

  /** A file in memory. */
  private record Memory(String name, long shared) {}

  private final Map<Integer, Opened> opened = new HashMap<>();
  private final Map<Integer, Integer> unnamed = new HashMap<>();
  private final Map<Long, Memory> memories = new HashMap<>();

  /** The file of a number; null when no image tells of it. */
  @Nullable Opened get(int id) {
    return opened.get(id);
  }

  /** Whether the file had no name any more. */
  boolean isDeleted(int id) {
    Opened file = opened.get(id);
    return unnamed.containsKey(id) || (file != null && file.path.endsWith(" (deleted)"));
  }

  /** The path of a file; null when it is not known. */
  @Nullable String path(int id) {
    Opened file = opened.get(id);
    if (file == null) {
      return null;
    } else if (file.type == MEMFD) {
      Memory memory = memories.get(file.inode);
      return "/memfd:" + (memory == null ? "" : memory.name);
    }
    return file.path.isEmpty() ? null : file.path;
  }

  /** The id of the shared memory that a memory file is; -1 for others. */
  long shared(int id) {
    Opened file = opened.get(id);
    Memory memory = file == null || file.type != MEMFD ? null : memories.get(file.inode);
    return memory == null ? -1 : memory.shared;
  }

  void take(int kind, CriuImage.Entry entry) {
    if (opened.size() >= MOST || memories.size() >= MOST) {
      throw new Wire.Malformed("more files than are read");
    }
    switch (kind) {
      case CriuImage.FILES -> file(entry);
      case CriuImage.REG_FILES -> regular(entry.wire(), entry.at());
      case CriuImage.INETSK -> inet(entry.wire(), entry.at());
      case CriuImage.UNIXSK -> unix(entry.wire(), entry.at());
      case CriuImage.MEMFD -> memory(entry.wire());
      default -> remapped(entry.wire());
    }
  }

  private void file(CriuImage.Entry entry) {
    int type = 0;
    int id = 0;
    boolean told = false;
    Wire wire = entry.wire();
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> type = wire.integer();
        case 2 -> id = wire.integer();
        case 3 -> told = regular(wire.message(), entry.at());
        case 4 -> told = inet(wire.message(), entry.at());
        case 16 -> told = unix(wire.message(), entry.at());
        case 20 -> told = memoryFile(wire.message(), entry.at());
        default -> {}
      }
    }
    if (!told) {
      opened.put(id, new Opened(type, "", 0, null, 0, 0, entry.at()));
    }
  }

  private boolean regular(Wire wire, RecordRef at) {
    int id = 0;
    int flags = 0;
    String path = "";
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> id = wire.integer();
        case 2 -> flags = wire.integer();
        case 6 -> path = wire.text();
        default -> {}
      }
    }
    opened.put(id, new Opened(REG, path, flags, null, 0, 0, at));
    return true;
  }

  private boolean memoryFile(Wire wire, RecordRef at) {
    int id = 0;
    int flags = 0;
    long inode = 0;
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> id = wire.integer();
        case 2 -> flags = wire.integer();
        case 5 -> inode = wire.number();
        default -> {}
      }
    }
    opened.put(id, new Opened(MEMFD, "", flags, null, inode, 0, at));
    return true;
  }

  private boolean inet(Wire wire, RecordRef at) {
    InetSocket socket = InetSocket.of(wire);
    opened.put(
        socket.id(), new Opened(INET, "", socket.flags(), socket.told(), socket.inode(), 0, at));
    return true;
  }

  private boolean unix(Wire wire, RecordRef at) {
    int id = 0;
    long inode = 0;
    int state = 0;
    int flags = 0;
    long peer = 0;
    String name = "";
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> id = wire.integer();
        case 2 -> inode = wire.number();
        case 4 -> state = wire.integer();
        case 5 -> flags = wire.integer();
        case 8 -> peer = wire.number();
        case 11 -> name = wire.text();
        default -> {}
      }
    }
    String path = name.startsWith("\0") ? "@" + name.substring(1) : name.replace("\0", "");
    opened.put(id, new Opened(UNIX, path, flags, InetSocket.unix(state), inode, peer, at));
    return true;
  }

  private void memory(Wire wire) {
    String name = "";
    long shared = -1;
    long inode = 0;
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> name = wire.text();
        case 5 -> shared = wire.number();
        case 7 -> inode = wire.number();
        default -> {}
      }
    }
    memories.put(inode, new Memory(name, shared));
  }

  /** A file that is not found under its path: it was deleted, or its path is another's now. */
  private void remapped(Wire wire) {
    int id = 0;
    int ghost = 0;
    int type = 0;
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> id = wire.integer();
        case 2 -> ghost = wire.integer();
        case 3 -> type = wire.integer();
        default -> {}
      }
    }
    unnamed.put(id, type == GHOST ? ghost : NO_GHOST);
  }

  /** The name of the image with the content of a file that was deleted; null when there is none. */
  @Nullable String ghost(int id) {
    int ghost = unnamed.getOrDefault(id, NO_GHOST);
    return ghost == NO_GHOST ? null : "ghost-file-" + Integer.toHexString(ghost) + ".img";
  }
}
