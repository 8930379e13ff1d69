package salvor.ingest.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;
import salvor.ingest.HeaderGate;
import salvor.ingest.Sink;
import salvor.jobs.JobCancelled;

/** Reads the headers of a layer. */
final class LayerTar {
  private static final int LONGEST_PATH = 4096;
  private static final int DEEPEST = 200;
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";
  private static final String CAPABILITY = "SCHILY.xattr.security.capability";

  private final List<Layer.Entry> entries = new ArrayList<>();
  private final Sink sink;
  private final int most;
  private boolean whole = true;
  private long number;

  private LayerTar(Sink sink, int most) {
    this.sink = sink;
    this.most = most;
  }

  /**
   * The layer; never throws for what is in it.
   *
   * @param most as many entries are kept
   */
  static Layer read(InputStream in, int most, Sink sink) {
    LayerTar tar = new LayerTar(sink, most);
    tar.all(in);
    return new Layer(List.copyOf(tar.entries), tar.whole);
  }

  private void all(InputStream in) {
    HeaderGate gate = new HeaderGate(in);
    TarArchiveInputStream archive = new TarArchiveInputStream(gate);
    try {
      while (true) {
        gate.close(true);
        TarArchiveEntry entry = archive.getNextEntry();
        gate.close(false);
        if (entry == null) {
          return;
        }
        number++;
        if (entries.size() >= most) {
          broken("more files than are read of one image; the rest is left out");
          return;
        }
        take(entry);
      }
    } catch (JobCancelled stop) {
      throw stop;
    } catch (IOException | RuntimeException cause) {
      number++;
      broken("a layer is damaged or cut off: " + cause.getMessage());
    }
  }

  private void broken(String reason) {
    whole = false;
    sink.unreadable(new RecordRef(0, number, 0, 0), reason);
  }

  private void take(TarArchiveEntry entry) {
    String path = path(entry.getName());
    if (path == null) {
      broken("a file of a layer whose path leads out of the image or is none: " + entry.getName());
      return;
    }
    if (path.isEmpty()) {
      sink.skipped("folder of an image");
      return;
    }
    String name = path.substring(path.lastIndexOf('/') + 1);
    String folder = path.substring(0, path.length() - name.length() - 1);
    if (name.equals(OPAQUE)) {
      add(Layer.Kind.OPAQUE, folder, entry, "");
    } else if (name.startsWith(WHITEOUT)) {
      String gone = name.substring(WHITEOUT.length());
      if (gone.isEmpty() || gone.equals(".") || gone.equals("..")) {
        broken("a whiteout of no file");
      } else if (gone.startsWith(WHITEOUT)) {
        sink.skipped("record of the storage driver"); // aufs: .wh..wh.plnk and others
      } else {
        add(Layer.Kind.WHITEOUT, folder + "/" + gone, entry, "");
      }
    } else {
      file(path, entry);
    }
  }

  private void file(String path, TarArchiveEntry entry) {
    if (entry.isSymbolicLink()) {
      String target = entry.getLinkName();
      if (target.isEmpty() || target.length() > LONGEST_PATH) {
        broken("a link that leads nowhere");
      } else {
        add(Layer.Kind.LINK, path, entry, target);
      }
    } else if (entry.isLink()) {
      String target = path(entry.getLinkName());
      if (target == null || target.isEmpty()) {
        broken("a hard link that leads out of the image: " + entry.getLinkName());
      } else {
        add(Layer.Kind.HARD_LINK, path, entry, target);
      }
    } else if (entry.isDirectory()) {
      add(Layer.Kind.FOLDER, path, entry, "");
    } else {
      boolean special = entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO();
      add(special ? Layer.Kind.OTHER : Layer.Kind.FILE, path, entry, "");
    }
  }

  private void add(Layer.Kind kind, String path, TarArchiveEntry entry, String target) {
    int mode = entry.getMode() & 07777;
    Map<String, String> more = entry.getExtraPaxHeaders();
    entries.add(
        new Layer.Entry(
            kind, path, mode, entry.getRealSize(), more.containsKey(CAPABILITY), target));
    sink.skipped(
        switch (kind) {
          case FILE, HARD_LINK ->
              (mode & 0111) != 0 ? "executable file of an image" : "file of an image";
          case FOLDER -> "folder of an image";
          case LINK -> "link of an image";
          case OTHER -> "device or pipe of an image";
          case WHITEOUT, OPAQUE -> "deletion in an image";
        });
  }

  /** The path from the root; empty for the root, null when it is none or leads out of it. */
  private static @Nullable String path(String name) {
    if (name.length() > LONGEST_PATH || name.indexOf('\0') >= 0) {
      return null;
    }
    StringBuilder path = new StringBuilder();
    int depth = 0;
    for (String part : name.split("/")) {
      if (part.equals("..") || depth > DEEPEST) {
        return null;
      }
      if (!part.isEmpty() && !part.equals(".")) {
        path.append('/').append(part);
        depth++;
      }
    }
    return path.toString();
  }
}
