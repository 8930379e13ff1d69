package salvor.custody.bundle;

import java.nio.file.Path;
import java.util.Locale;

/** In what form a bundle is kept. */
public enum BundleForm {
  /** A folder. */
  FOLDER(""),
  /** A ZIP archive. */
  ZIP(".zip"),
  /** A tar archive. */
  TAR(".tar"),
  /** A tar archive, compressed by gzip. */
  TAR_GZ(".tar.gz"),
  /** A tar archive, compressed by Zstandard. */
  TAR_ZST(".tar.zst");

  private final String ending;

  BundleForm(String ending) {
    this.ending = ending;
  }

  /** The form that a name says; a folder when it has none of the endings. */
  public static BundleForm of(Path named) {
    String name = String.valueOf(named.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".tgz")) {
      return TAR_GZ;
    }
    for (BundleForm form : values()) {
      if (form != FOLDER && name.endsWith(form.ending)) {
        return form;
      }
    }
    return FOLDER;
  }

  /** The name of the one folder in an archive of this name. */
  String folder(Path named) {
    String name = String.valueOf(named.getFileName());
    String lower = name.toLowerCase(Locale.ROOT);
    String end = lower.endsWith(".tgz") ? ".tgz" : ending;
    String bare = name.substring(0, name.length() - end.length());
    return bare.isEmpty() || (bare + "/").equals(Manifest.DATA)
        ? "bundle"
        : new PayloadPath.Names().safe(bare);
  }
}
