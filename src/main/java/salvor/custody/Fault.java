package salvor.custody;

import org.jspecify.annotations.Nullable;

/**
 * Something that a check found.
 *
 * @param standing what it makes of the whole
 * @param kind what it is
 * @param place the file, as it is named in what was checked
 * @param line the line in it, from 1; 0 where it is about all of it
 * @param expected what should be there; null where nothing can be said
 * @param actual what is there; null likewise
 */
public record Fault(
    Standing standing,
    Kind kind,
    String place,
    long line,
    @Nullable String expected,
    @Nullable String actual) {

  /** What can be found. */
  public enum Kind {
    /** A line of the ledger is no record. */
    NO_RECORD,
    /** A record is not the one that the next one was written after. */
    LINK,
    /** A record's number was there before. */
    TWICE,
    /** A record is not where its number says. */
    ORDER,
    /** A record is missing. */
    GONE,
    /** The writer was interrupted: the last line has no end. */
    INTERRUPTED,
    /** Fewer records than the head pins. */
    FEWER,
    /** More records than the head pins. */
    MORE,
    /** The last record is not the one that the head pins. */
    HEAD,
    /** There is no head that can be read. */
    NO_HEAD,
    /** A record says that the end before it was lost or changed. */
    LOST,
    /** A time is before the one of the record before it, and nothing says why. */
    TIME,
    /** A record is of another case. */
    CASE,
    /** A file's hash is not the listed one. */
    HASH,
    /** A list says otherwise of a file than the other list, with which the file agrees. */
    LIST,
    /** A bag has no list of hashes by which its content can be checked. */
    NO_LIST,
    /** A listed file is not there. */
    NO_FILE,
    /** A file is not listed. */
    UNLISTED,
    /** A file is listed twice. */
    LISTED_TWICE,
    /** The number of bytes or files is not the declared one. */
    OXUM,
    /** A needed file of the bundle is not there or cannot be read. */
    UNREADABLE,
    /** A name that is not safe, or an entry that is no file. */
    UNSAFE,
    /** It names files that are to be fetched, which is refused. */
    FETCH,
    /** The ledger says another hash or size of a file than the manifest. */
    LEDGER_MANIFEST,
    /** A file of the payload has no record. */
    NO_RECORD_OF,
    /** A record names a file of the payload that is not there. */
    RECORD_OF_NOTHING,
    /** The head pins another content of a file. */
    PINNED,
    /** The signature is not one of this content by this key. */
    SIGNATURE,
    /** There is no signature. */
    UNSIGNED,
    /** The key of the signature is not known here. */
    UNKNOWN_SIGNER,
    /** The time-stamp is not one of this content. */
    TIMESTAMP,
    /** A container was replaced while a record says that all went well. */
    REPLACED,
    /** The format is newer than this program knows. */
    NEWER
  }
}
