package salvor.ingest.sbom;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;
import salvor.ingest.Sink;
import salvor.workload.ImageContents;
import salvor.workload.ImageDigest;
import salvor.workload.ImagePaths;
import salvor.workload.Inventory;

/** A list of the files of an image, in the making. */
final class FileList {
  private static final int MOST = 1_000_000;
  private static final int LONGEST = 4096;

  private final Sink sink;
  private final Map<String, ImageContents.File> files = new TreeMap<>();
  private final Map<String, String> links = new TreeMap<>();
  private final Set<ImageDigest> digests = new LinkedHashSet<>();
  private final Set<String> names = new LinkedHashSet<>();
  private @Nullable String platform;
  private boolean complete;
  private boolean whole = true;
  private long number;

  FileList(Sink sink) {
    this.sink = sink;
  }

  /** The digest that a text holds, plain or as a package URL has it. */
  void digest(@Nullable String text) {
    if (text != null && text.length() < LONGEST) {
      ImageDigest.in(text.replace("%3A", ":").replace("%3a", ":")).ifPresent(digests::add);
    }
  }

  void name(@Nullable String name) {
    if (name != null) {
      names.add(name);
    }
  }

  void platform(@Nullable String system, @Nullable String architecture) {
    platform = system == null || architecture == null ? platform : system + "/" + architecture;
  }

  /** The document says that it lists every file. */
  void complete() {
    complete = true;
  }

  /** A file, with a target where it is a link. */
  void add(@Nullable String path, int mode, long size, @Nullable String target) {
    number++;
    boolean odd =
        path == null
            || path.length() > LONGEST
            || path.indexOf('\0') >= 0
            || List.of(path.split("/")).contains("..");
    String place = path == null || odd ? null : ImagePaths.resolve(path, _ -> null);
    if (place == null || files.size() + links.size() >= MOST) {
      whole = false;
      sink.unreadable(
          new RecordRef(0, number, 0, 0),
          place == null
              ? "a file whose path leads out of the image or is none"
              : "more files than are read of one image");
      return;
    }
    if (target != null && !target.isEmpty() && target.length() <= LONGEST) {
      links.put(place, target);
      sink.skipped("link of an image");
    } else if (mode < 0 || (mode & 0111) != 0) {
      files.put(place, new ImageContents.File(place, mode, size, false));
      sink.skipped(mode < 0 ? "file of an image" : "executable file of an image");
    } else {
      sink.skipped("file of an image");
    }
  }

  /** An entry that is no file. */
  void other() {
    number++;
    sink.skipped("folder, device or package");
  }

  /** All was read. */
  void end(ImageContents.Origin origin) {
    if (files.isEmpty()) {
      sink.note("lists packages and no files: it does not tell which programs are in the image");
      return;
    } else if (digests.isEmpty()) {
      sink.note("names no image digest, so no container can be told to be of this image");
    }
    if (!complete || !whole) {
      sink.note("not all files of the image are listed, so none can be said to be missing in it");
    }
    sink.inventory(
        new Inventory(
            List.of(),
            List.of(),
            Map.of(),
            List.of(
                new ImageContents(
                    List.copyOf(digests),
                    List.copyOf(names),
                    platform,
                    origin,
                    complete && whole,
                    ImageContents.Settings.NONE,
                    new ArrayList<>(files.values()),
                    links))));
    sink.skipped("image, used as context");
  }
}
