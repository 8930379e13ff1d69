package salvor.custody.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import salvor.custody.CustodyEntry;

/**
 * Files that were made of evidence and are to be sealed, each with what the ledger is to say of it.
 * They are written into a folder under the names that they will have in the bundle.
 */
public final class Pieces {
  private final Path folder;
  private final PayloadPath.Names names = new PayloadPath.Names();
  private final Set<String> files = new HashSet<>();
  private final Set<String> folders = new HashSet<>();
  private final List<Gathering.Found> found = new ArrayList<>();

  /**
   * @param folder where they are written; it is there and empty
   */
  public Pieces(Path folder) {
    this.folder = folder;
  }

  /** Where they are written. */
  public Path folder() {
    return folder;
  }

  /**
   * The place for a piece, whose folder is there; nothing that a name says leads out of it.
   *
   * @param wanted its name with {@code /}, as the evidence has it
   */
  public Path place(String wanted) throws IOException {
    String name = names.safe(wanted);
    while (!fits(PayloadPath.folded(name))) { // a file where another has its folder
      name = names.safe(name.replace('/', '_') + "_");
    }
    files.add(PayloadPath.folded(name));
    for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
      folders.add(PayloadPath.folded(name.substring(0, slash)));
    }
    Path place = folder.resolve(name);
    Files.createDirectories(place.getParent());
    return place;
  }

  private boolean fits(String name) {
    if (folders.contains(name)) {
      return false;
    }
    for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
      if (files.contains(name.substring(0, slash))) {
        return false;
      }
    }
    return true;
  }

  /**
   * The piece at a place is whole.
   *
   * @param entry what is said of it, without the artefact
   */
  public void add(Path place, CustodyEntry entry) throws IOException {
    StringBuilder name = new StringBuilder();
    folder.relativize(place).forEach(part -> name.append(name.isEmpty() ? "" : "/").append(part));
    found.add(new Gathering.Found(name.toString(), place, Files.size(place), entry, null));
  }

  /** How many were added. */
  public int size() {
    return found.size();
  }

  List<Gathering.Found> found() {
    return found;
  }
}
