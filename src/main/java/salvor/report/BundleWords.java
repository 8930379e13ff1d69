package salvor.report;

import salvor.custody.Fault;
import salvor.custody.Standing;

/** What a check of sealed evidence found, in English. */
public final class BundleWords {
  private BundleWords() {}

  /** The status, as documents and machines know it. */
  public static String name(Standing standing) {
    return standing.name().replace('_', '-');
  }

  /** The status in a sentence. */
  public static String sentence(Standing standing) {
    return switch (standing) {
      case VALID -> "Everything is as it was sealed, by a key that is known here.";
      case VALID_UNSIGNED ->
          "Everything fits together, but nobody who is known here vouches for it:"
              + " whoever changed it could have sealed it anew.";
      case MODIFIED -> "Something was changed after it was sealed.";
      case TRUNCATED -> "The end of the ledger is missing.";
      case REORDERED -> "The records of the ledger are not in the order they were written in.";
      case EXTRA -> "Something is there that was not sealed with it.";
      case MISSING -> "Something that was sealed is not there.";
      case CONTRADICTION ->
          "Its parts disagree though each is consistent: it was put together anew.";
    };
  }

  /** What was found at a place; of a hash, by which algorithm. */
  public static String what(Fault fault) {
    if (fault.kind() == Fault.Kind.HASH && fault.expected() != null) {
      return "its SHA-" + 4 * fault.expected().length() + " is not the listed one";
    }
    return what(fault.kind());
  }

  private static String what(Fault.Kind kind) {
    return switch (kind) {
      case NO_RECORD -> "this line is no record";
      case LINK -> "this record is not the one that the next was written after";
      case TWICE -> "a record of this number is there already";
      case ORDER -> "this record does not stand where its number says";
      case GONE -> "a record is missing";
      case INTERRUPTED -> "the last line has no end: the writer was interrupted, or it was cut off";
      case FEWER -> "there are fewer records than the head pins";
      case MORE -> "there are more records than the head pins";
      case HEAD -> "the last record is not the one that the head pins";
      case NO_HEAD -> "there is no head that can be read";
      case LOST -> "the ledger says that its end before this record was lost or changed";
      case TIME -> "it is older than the record before it, and no record says why";
      case CASE -> "it is of another case";
      case HASH -> "its hash is not the listed one";
      case LIST -> "it says otherwise of a file than the other list, which the file agrees with";
      case NO_LIST ->
          "there is no list by SHA-256 or SHA-512, so that no content was checked:"
              + " content can be forged for an MD5 or a SHA-1";
      case NO_FILE -> "it is listed or needed, and not there";
      case UNLISTED -> "it is there, and not listed";
      case LISTED_TWICE -> "it is listed twice";
      case OXUM -> "bytes and number of files are not the declared ones";
      case UNREADABLE -> "this cannot be read";
      case UNSAFE ->
          "its name or kind is not safe (a link, a parent path, two names that are alike)";
      case FETCH -> "it names files to be fetched, which is refused";
      case LEDGER_MANIFEST -> "the ledger says another hash or size than the list";
      case NO_RECORD_OF -> "the ledger has no record of it";
      case RECORD_OF_NOTHING -> "the ledger has a record of a file that is not there";
      case PINNED -> "it is not the one that the signed head pins";
      case SIGNATURE -> "the signature is not one of this head by this key";
      case UNSIGNED -> "there is no signature";
      case UNKNOWN_SIGNER -> "the key that signed is not known here";
      case TIMESTAMP -> "the time-stamp is not one of this head";
      case REPLACED -> "the container was replaced while this was collected";
      case NEWER -> "it is of a newer format than this version knows";
    };
  }

  /** What to do about it; empty when nothing is to be done. */
  public static String remedy(Fault.Kind kind) {
    return switch (kind) {
      case UNKNOWN_SIGNER ->
          "Compare the fingerprint with the signer by another way, then: salvor key trust FILE --name WHO.";
      case UNSIGNED ->
          "Compare the hash of custody-head.json with one that was written down elsewhere.";
      case NO_LIST -> "Ask whoever made it for a list by SHA-512.";
      case NEWER -> "Use a newer version of Salvor.";
      case INTERRUPTED -> "The next record that is written says so.";
      case FETCH, UNSAFE -> "Take it out only if you know how it came there.";
      case NO_FILE, GONE, FEWER, LOST -> "Ask for another copy.";
      case NO_RECORD,
          LINK,
          TWICE,
          ORDER,
          MORE,
          HEAD,
          NO_HEAD,
          TIME,
          CASE,
          HASH,
          LIST,
          UNLISTED,
          LISTED_TWICE,
          OXUM,
          UNREADABLE,
          LEDGER_MANIFEST,
          NO_RECORD_OF,
          RECORD_OF_NOTHING,
          PINNED,
          SIGNATURE,
          TIMESTAMP,
          REPLACED ->
          "";
    };
  }
}
