package salvor.ingest.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.evidence.checkpoint.Checkpoint;

/** Makes processes of what their images say. */
final class Assembling {
  private static final int PRIVATE = 0x02;
  private static final int GROWS_DOWN = 0x100;
  private static final int READ = 1;
  private static final int WRITE = 2;
  private static final int EXECUTE = 4;
  private static final int STACK = 1 << 1;
  private static final int VDSO = 1 << 3;
  private static final int HEAP = 1 << 5;
  private static final int FILE = 1 << 6 | 1 << 7;
  private static final int SHARED = 1 << 8;
  private static final int VVAR = 1 << 12;
  private static final int MEMFD = 1 << 14;

  private final Images images;
  private final Map<Integer, PageMap> maps;
  private final Map<Long, PageMap> shared;

  Assembling(Images images) {
    this.images = images;
    this.maps =
        images.maps().stream()
            .filter(m -> !m.shared)
            .collect(Collectors.toMap(m -> (int) m.owner, Function.identity(), (a, b) -> a));
    this.shared =
        images.maps().stream()
            .filter(m -> m.shared)
            .collect(Collectors.toMap(m -> m.owner, Function.identity(), (a, b) -> a));
  }

  List<Checkpoint.Running> all() {
    return images.processes.all().stream().map(this::process).toList();
  }

  private Checkpoint.Running process(ProcessImages.Node node) {
    ProcessImages of = images.processes;
    ProcessImages.Core core = of.cores.get(node.pid());
    ProcessImages.Memory memory = of.memories.get(node.pid());
    ProcessImages.Folders folders = of.folders.get(node.pid());
    return new Checkpoint.Running(
        node.pid(),
        node.parent(),
        core == null ? null : core.name(),
        memory == null ? null : bare(images.files.path(memory.executable())),
        memory != null && images.files.isDeleted(memory.executable()),
        core == null ? null : core.uid(),
        images.text.arguments(node.pid()),
        images.text.environment(node.pid()),
        images.text.whole(node.pid()),
        folders == null ? null : images.files.path(folders.cwd()),
        folders == null ? null : images.files.path(folders.root()),
        files(node.pid()),
        memory == null ? List.of() : mappings(node.pid(), memory));
  }

  /** A path without the kernel's remark that it is gone. */
  private static @Nullable String bare(@Nullable String path) {
    return path != null && path.endsWith(" (deleted)")
        ? path.substring(0, path.length() - " (deleted)".length())
        : path;
  }

  private List<Checkpoint.OpenFile> files(int pid) {
    Integer table = images.processes.filesOf.get(pid);
    List<Checkpoint.OpenFile> files = new ArrayList<>();
    for (ProcessImages.Descriptor each :
        images.processes.descriptors.getOrDefault(table == null ? -1 : table, List.of())) {
      FileImages.Opened file = images.files.get(each.file());
      if (file == null) {
        files.add(new Checkpoint.OpenFile(each.number(), "unknown", "", false, 0, null));
      } else {
        files.add(
            new Checkpoint.OpenFile(
                each.number(),
                file.kind(),
                target(each.file(), file),
                images.files.isDeleted(each.file()),
                file.flags(),
                file.socket()));
      }
    }
    return files;
  }

  private String target(int id, FileImages.Opened file) {
    Checkpoint.Socket socket = file.socket();
    if (socket != null && !socket.protocol().equals("unix")) {
      return socket.local() + (socket.remote().port() == 0 ? "" : " to " + socket.remote());
    }
    String path = bare(images.files.path(id));
    return path != null ? path : file.peer() != 0 ? "to socket " + file.peer() : "";
  }

  private List<Checkpoint.Mapping> mappings(int pid, ProcessImages.Memory memory) {
    PageMap map = maps.get(pid);
    List<Checkpoint.Mapping> mappings = new ArrayList<>();
    for (ProcessImages.Area area : memory.areas()) {
      if (area.end() == area.start()) {
        continue;
      }
      boolean file = (area.status() & FILE) != 0;
      long number = sharedBy(area);
      PageMap common = shared.get(number);
      long present = map == null ? 0 : map.present(area.start(), area.end());
      if (common != null) {
        present += common.present(area.offset(), area.offset() + area.end() - area.start());
      }
      mappings.add(
          new Checkpoint.Mapping(
              area.start(),
              area.end(),
              permissions(area),
              name(area),
              file,
              file && images.files.isDeleted((int) area.object()),
              file || number >= 0 ? area.offset() : 0,
              number,
              present));
    }
    return mappings;
  }

  /** Whether a piece of address space is of a file. */
  static boolean isOfFile(int status) {
    return (status & (FILE | MEMFD)) != 0;
  }

  private long sharedBy(ProcessImages.Area area) {
    return (area.status() & MEMFD) != 0
        ? images.files.shared((int) area.object())
        : (area.status() & SHARED) != 0 ? area.object() : -1;
  }

  private @Nullable String name(ProcessImages.Area area) {
    int status = area.status();
    if ((status & (FILE | MEMFD)) != 0) {
      return bare(images.files.path((int) area.object()));
    }
    return (status & HEAP) != 0
        ? "[heap]"
        : (status & STACK) != 0 || (area.flags() & GROWS_DOWN) != 0
            ? "[stack]"
            : (status & VDSO) != 0 ? "[vdso]" : (status & VVAR) != 0 ? "[vvar]" : null;
  }

  private static String permissions(ProcessImages.Area area) {
    return ((area.prot() & READ) != 0 ? "r" : "-")
        + ((area.prot() & WRITE) != 0 ? "w" : "-")
        + ((area.prot() & EXECUTE) != 0 ? "x" : "-")
        + ((area.flags() & PRIVATE) != 0 ? "p" : "s");
  }
}
