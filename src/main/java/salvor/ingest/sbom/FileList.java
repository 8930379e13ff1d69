package salvor.ingest.sbom;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;
import salvor.ingest.Sink;
import salvor.workload.ImageContents;
import salvor.workload.ImagePaths;
import salvor.workload.Inventory;

/** A list of the files of an image, in the making. */
final class FileList {
  private static final int MOST = 1_000_000;
  private static final int LONGEST = 4096;

  private final Sink sink;
  private final Map<String, ImageContents.File> files = new TreeMap<>();
  private final Map<String, String> links = new TreeMap<>();
  private boolean complete;
  private boolean whole = true;
  private long number;

  private final boolean record;

  /**
   * @param record whether the list is one record of many, which is accounted for as one
   */
  FileList(Sink sink, boolean record) {
    this.sink = sink;
    this.record = record;
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
      String why =
          place == null
              ? "a file whose path leads out of the image or is none"
              : "more files than are read of one image";
      if (record) {
        sink.note(why);
      } else {
        sink.unreadable(new RecordRef(0, number, 0, 0), why);
      }
      return;
    }
    if (target != null && !target.isEmpty() && target.length() <= LONGEST) {
      links.put(place, target);
      account("link of an image");
    } else if (mode < 0 || (mode & 0111) != 0) {
      files.put(place, new ImageContents.File(place, mode, size, false));
      account(mode < 0 ? "file of an image" : "executable file of an image");
    } else {
      account("file of an image");
    }
  }

  /** An entry that is no file. */
  void other() {
    number++;
    account("folder or device of an image");
  }

  private void account(String as) {
    if (!record) {
      sink.skipped(as);
    }
  }

  /** All was read. */
  void end(ImageContents.Origin origin, Reported report) {
    if (files.isEmpty()) {
      sink.note("lists packages and no files: it does not tell which programs are in the image");
      return;
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
                    List.copyOf(report.digests()),
                    List.copyOf(report.names()),
                    report.platform(),
                    origin,
                    complete && whole,
                    ImageContents.Settings.NONE,
                    new ArrayList<>(files.values()),
                    links))));
    account("image, used as context");
  }
}
