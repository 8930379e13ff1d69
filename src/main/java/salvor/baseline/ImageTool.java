package salvor.baseline;

import org.jspecify.annotations.Nullable;

/**
 * What an attacker who reaches a container of an image finds in it.
 *
 * @param utility what it gives; null where all it does is to run with more rights than its caller
 * @param technique the ATT&CK technique that it serves
 * @param path the program, or the package that brings it
 * @param found how it is known
 * @param use whether the baseline knows it
 */
public record ImageTool(
    @Nullable Utility utility, String technique, String path, Found found, Use use) {

  /** How it is known that a program is there. */
  public enum Found {
    FILE,
    /** A link to a program, by whose name that one acts. */
    LINK,
    /** A package of this name is installed; files are not listed. */
    PACKAGE
  }

  /** Whether a baseline knows the use of a program. */
  public enum Use {
    USED,
    /** Programs are known to the end, and this is not among them: it could be removed. */
    UNUSED,
    /**
     * The baseline does not have it, but a script or a program of many names, behind which it may
     * be.
     */
    PERHAPS,
    /** No baseline, or one that does not know all programs yet. */
    UNKNOWN
  }
}
