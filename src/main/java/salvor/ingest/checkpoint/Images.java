package salvor.ingest.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;
import salvor.evidence.checkpoint.Checkpoint;

/** All CRIU images of one archive. */
final class Images {
  private static final Pattern NAME =
      Pattern.compile("(?:.*/)?([a-z-]+?)(?:-([0-9]{1,18}))?\\.img");
  private static final int MOST_MAPS = 100_000;
  private static final long MOST_BYTES = 256 << 20;
  private static final int MOST_MOUNTS = 100_000;

  /** Mounts have no addresses but are many of one image. */
  private final List<Checkpoint.Mount> mounts = new ArrayList<>();

  final ProcessImages processes = new ProcessImages();
  final FileImages files = new FileImages();
  final MemoryText text = new MemoryText();
  private final List<PageMap> maps = new ArrayList<>();
  private final Map<Integer, PageMap> mapOf = new HashMap<>();
  private boolean tree;
  private long bytes;

  /** What the name of an image says, {@code pagemap-shmem-12.img}. */
  record Name(String word, long number) {
    static @Nullable Name of(String path) {
      Matcher matcher = NAME.matcher(path);
      if (!matcher.matches()) {
        return null;
      }
      String number = matcher.group(2);
      return new Name(matcher.group(1), number == null ? 0 : Long.parseLong(number));
    }
  }

  /** Whether a member is a file of pages. */
  static boolean isPages(String path) {
    Name name = Name.of(path);
    return name != null && name.word.equals("pages");
  }

  /**
   * Takes an image in; gives what was wrong with it, or null.
   *
   * @param in behind the magic
   */
  @Nullable String take(String path, int kind, RecordRef at, InputStream in) throws IOException {
    Name name = Name.of(path);
    int number = name == null ? 0 : (int) Math.min(name.number, Integer.MAX_VALUE);
    return switch (kind) {
      case CriuImage.PSTREE -> {
        tree = true;
        yield read(in, at, e -> processes.take(kind, number, e));
      }
      case CriuImage.CORE, CriuImage.IDS, CriuImage.MM, CriuImage.FDINFO, CriuImage.FS ->
          read(in, at, e -> processes.take(kind, number, e));
      case CriuImage.FILES,
          CriuImage.REG_FILES,
          CriuImage.INETSK,
          CriuImage.UNIXSK,
          CriuImage.MEMFD,
          CriuImage.REMAP ->
          read(in, at, e -> files.take(kind, e));
      case CriuImage.PAGEMAP -> pageMap(name, in, at);
      case CriuImage.MOUNTS -> read(in, at, e -> mount(e.wire()));
      default -> null;
    };
  }

  /** Whether an image of this kind is read at all. */
  static boolean isRead(int kind) {
    return switch (kind) {
      case CriuImage.PSTREE,
          CriuImage.CORE,
          CriuImage.IDS,
          CriuImage.MM,
          CriuImage.FDINFO,
          CriuImage.FS,
          CriuImage.FILES,
          CriuImage.REG_FILES,
          CriuImage.INETSK,
          CriuImage.UNIXSK,
          CriuImage.MEMFD,
          CriuImage.REMAP,
          CriuImage.PAGEMAP,
          CriuImage.MOUNTS ->
          true;
      default -> false;
    };
  }

  /** All that is read is kept, so it is bounded: memory itself is in no image. */
  private @Nullable String read(InputStream in, RecordRef at, Consumer<CriuImage.Entry> each)
      throws IOException {
    return CriuImage.read(
        in,
        at,
        entry -> {
          bytes += entry.bytes().length;
          if (bytes > MOST_BYTES) {
            throw new Wire.Malformed("the images together are longer than is read");
          }
          each.accept(entry);
        });
  }

  private @Nullable String pageMap(@Nullable Name name, InputStream in, RecordRef at)
      throws IOException {
    if (name == null || maps.size() >= MOST_MAPS) {
      return "a page map without a process";
    }
    PageMap map = new PageMap(name.number, name.word.endsWith("-shmem"));
    String trouble = read(in, at, map::take);
    maps.add(map);
    if (mapOf.putIfAbsent(map.pages(), map) != null) {
      return "two page maps name one file of pages";
    }
    return trouble;
  }

  private void mount(Wire wire) {
    String root = "";
    String place = "";
    String source = "";
    String options = "";
    while (wire.next()) {
      switch (wire.field()) {
        case 6 -> root = wire.text();
        case 7 -> place = wire.text();
        case 8 -> source = wire.text();
        case 9 -> options = wire.text();
        default -> {}
      }
    }
    if (mounts.size() >= MOST_MOUNTS) {
      throw new Wire.Malformed("more mounts than are read");
    }
    mounts.add(new Checkpoint.Mount(place, source, root, options));
  }

  /**
   * A file of pages: what processes have of their arguments and environment is picked out of it.
   * Whether its page map is known.
   */
  boolean pages(String path, InputStream in) throws IOException {
    PageMap map = map(path);
    if (map != null && !map.shared) {
      ProcessImages.Memory memory = processes.memories.get((int) map.owner);
      if (memory != null) {
        text.take(map, memory, in);
      }
    }
    return map != null;
  }

  /** The page map of a file of pages; null when none names it. */
  @Nullable PageMap map(String path) {
    Name name = Name.of(path);
    return name == null || name.number > Integer.MAX_VALUE ? null : mapOf.get((int) name.number);
  }

  /** All page maps. */
  List<PageMap> maps() {
    return maps;
  }

  /** The page map of a process; null when it has none. */
  @Nullable PageMap ofProcess(int pid) {
    for (PageMap map : maps) {
      if (!map.shared && map.owner == pid) {
        return map;
      }
    }
    return null;
  }

  List<Checkpoint.Mount> mounts() {
    return mounts;
  }

  /** Whether the image was there that every dump has, or at least a process's memory. */
  boolean known() {
    return tree || !processes.memories.isEmpty();
  }
}
