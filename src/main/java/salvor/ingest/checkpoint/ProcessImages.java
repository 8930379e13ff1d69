package salvor.ingest.checkpoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;

/** What the images say of processes, each image by itself. */
final class ProcessImages {
  private static final int MOST = 100_000;
  private static final int MOST_MAPPINGS = 1_000_000;

  /** A line of the process tree. */
  record Node(int pid, int parent, RecordRef at) {}

  /** Its name and user. */
  record Core(@Nullable String name, @Nullable Integer uid) {}

  /** A piece of address space. */
  record Area(long start, long end, long offset, long object, int prot, int flags, int status) {}

  /** Its memory. */
  record Memory(
      long argumentsFrom,
      long argumentsTo,
      long environmentFrom,
      long environmentTo,
      int executable,
      List<Area> areas,
      RecordRef at) {}

  /** A descriptor. */
  record Descriptor(int file, int number) {}

  /** Where it is. */
  record Folders(int cwd, int root) {}

  final Map<Integer, Node> tree = new LinkedHashMap<>();
  final Map<Integer, Core> cores = new HashMap<>();
  final Map<Integer, Memory> memories = new HashMap<>();
  final Map<Integer, Integer> filesOf = new HashMap<>();
  final Map<Integer, List<Descriptor>> descriptors = new HashMap<>();
  final Map<Integer, Folders> folders = new HashMap<>();
  private int areas;
  private int open;

  /**
   * @param number the one in the image's name
   */
  void take(int kind, int number, CriuImage.Entry entry) {
    if (tree.size() >= MOST || cores.size() >= MOST || memories.size() >= MOST) {
      throw new Wire.Malformed("more processes than are read");
    }
    switch (kind) {
      case CriuImage.PSTREE -> node(entry);
      case CriuImage.CORE -> core(number, entry.wire());
      case CriuImage.IDS -> ids(number, entry.wire());
      case CriuImage.MM -> memory(number, entry.wire(), entry.at());
      case CriuImage.FDINFO -> descriptor(number, entry.wire());
      default -> folders(number, entry.wire());
    }
  }

  /**
   * Processes that have memory and no line in the tree, as when the archive was cut off before it;
   * who their parents are is not known.
   */
  List<Node> withoutTree() {
    return memories.entrySet().stream()
        .filter(each -> each.getKey() > 0 && !tree.containsKey(each.getKey()))
        .map(each -> new Node(each.getKey(), 0, each.getValue().at()))
        .sorted(Comparator.comparingInt(Node::pid))
        .toList();
  }

  /** All processes: those of the tree in its order, then those without. */
  List<Node> all() {
    List<Node> all = new ArrayList<>(tree.values());
    all.addAll(withoutTree());
    return all;
  }

  private void node(CriuImage.Entry entry) {
    int pid = 0;
    int parent = 0;
    Wire wire = entry.wire();
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> pid = wire.integer();
        case 2 -> parent = wire.integer();
        default -> {}
      }
    }
    if (pid <= 0) {
      throw new Wire.Malformed("a process without a number");
    }
    tree.put(pid, new Node(pid, parent, entry.at()));
  }

  private void core(int pid, Wire wire) {
    String name = null;
    Integer uid = null;
    while (wire.next()) {
      if (wire.field() == 3) {
        name = text(wire.message(), 6);
      } else if (wire.field() == 5) {
        uid = user(wire.message());
      }
    }
    cores.put(pid, new Core(name, uid));
  }

  private static @Nullable Integer user(Wire thread) {
    Integer uid = null;
    while (thread.next()) {
      if (thread.field() == 10) {
        Wire credentials = thread.message();
        while (credentials.next()) {
          if (credentials.field() == 3 && credentials.number() == credentials.integer()) {
            uid = credentials.integer();
          }
        }
      }
    }
    return uid;
  }

  private static @Nullable String text(Wire wire, int field) {
    String text = null;
    while (wire.next()) {
      text = wire.field() == field ? wire.text() : text;
    }
    return text;
  }

  private void ids(int pid, Wire wire) {
    while (wire.next()) {
      if (wire.field() == 2) {
        filesOf.put(pid, wire.integer());
      }
    }
  }

  private void memory(int pid, Wire wire, RecordRef at) {
    long[] numbers = new long[13];
    List<Area> found = new ArrayList<>();
    while (wire.next()) {
      if (wire.field() < numbers.length) {
        numbers[wire.field()] = wire.number();
      } else if (wire.field() == 14) {
        found.add(area(wire.message()));
        if (++areas > MOST_MAPPINGS) {
          throw new Wire.Malformed("more mappings than are read");
        }
      }
    }
    memories.put(
        pid,
        new Memory(
            numbers[8],
            numbers[9],
            numbers[10],
            numbers[11],
            (int) numbers[12],
            List.copyOf(found),
            at));
  }

  private static Area area(Wire wire) {
    long[] numbers = new long[8];
    while (wire.next()) {
      if (wire.field() < numbers.length) {
        numbers[wire.field()] = wire.number();
      }
    }
    if (numbers[1] < 0 || numbers[2] < numbers[1]) {
      return new Area(numbers[1], numbers[1], 0, -1, 0, 0, 0); // the kernel's own page, above all
    }
    return new Area(
        numbers[1],
        numbers[2],
        numbers[3],
        numbers[4],
        (int) numbers[5],
        (int) numbers[6],
        (int) numbers[7]);
  }

  private void descriptor(int number, Wire wire) {
    int file = 0;
    int fd = 0;
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> file = wire.integer();
        case 4 -> fd = wire.integer();
        default -> {}
      }
    }
    if (++open > MOST_MAPPINGS) {
      throw new Wire.Malformed("more descriptors than are read");
    }
    descriptors.computeIfAbsent(number, n -> new ArrayList<>()).add(new Descriptor(file, fd));
  }

  private void folders(int pid, Wire wire) {
    int cwd = 0;
    int root = 0;
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> cwd = wire.integer();
        case 2 -> root = wire.integer();
        default -> {}
      }
    }
    folders.put(pid, new Folders(cwd, root));
  }
}
