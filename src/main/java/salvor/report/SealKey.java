package salvor.report;

import org.jspecify.annotations.Nullable;
import salvor.evidence.Visible;

/**
 * By which key a bundle is signed.
 *
 * @param file where it is
 * @param isNew whether there is none yet, so that it is made
 * @param from where its passphrase comes from
 */
public record SealKey(String file, boolean isNew, From from) {
  /** Where a passphrase comes from. */
  public enum From {
    /** The first line of a file. */
    FILE,
    /** The environment. */
    ENVIRONMENT,
    /** Somebody is asked for it. */
    ASKED,
    /** It has to be asked for, and there is nobody to ask. */
    NOWHERE
  }

  /** What is to be known of a signature before anything is taken. */
  static String sentence(@Nullable SealKey key) {
    if (key == null) {
      return "The bundle is not signed, and no passphrase is asked for: every check says so.";
    }
    String file = Visible.text(key.file(), 400);
    return "The bundle is signed by the key in "
        + file
        + (key.isNew() ? ", which is made then; " : "; ")
        + switch (key.from) {
          case FILE -> "its passphrase is the first line of the file that --passphrase-file names.";
          case ENVIRONMENT -> "its passphrase is taken from SALVOR_PASSPHRASE.";
          case ASKED ->
              "its passphrase is asked for before anything is taken"
                  + (key.isNew() ? ", twice." : ".");
          case NOWHERE ->
              "ITS PASSPHRASE WOULD BE ASKED FOR, AND THERE IS NO TERMINAL TO ASK AT: give it by"
                  + " --passphrase-file FILE or SALVOR_PASSPHRASE, or say --unsigned.";
        };
  }
}
