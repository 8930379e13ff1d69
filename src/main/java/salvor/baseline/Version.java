package salvor.baseline;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One version of the baseline of a container, as the library of baselines keeps it. Its content
 * never changes; it is known by its hash.
 *
 * @param ref its name and number
 * @param key whose behaviour it describes, with the image
 * @param hash SHA-256 of what {@link ProfileJson} writes of the profile
 * @param elements how many elements it has
 * @param open how many of them must be confirmed, see {@link Carrying}
 * @param state whether it may be used
 * @param how what made it
 * @param by who made it
 * @param parents the versions that it was made from
 * @param sources the files that it was made from
 */
public record Version(
    Ref ref,
    Profile.Key key,
    String hash,
    int elements,
    int open,
    VersionState state,
    LibraryAct.Kind how,
    Signature by,
    List<Ref> parents,
    List<Source> sources) {
  /** 64 lower-case hex digits. */
  static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /**
   * What a version is called.
   *
   * @param name the usual name of a profile with its key, {@link Profile.Key#text}; all images of a
   *     container share it
   * @param number counts the versions of this name from 1; never given twice
   */
  public record Ref(String name, int number) {
    private static final Pattern FORM = Pattern.compile("(.+)@([1-9][0-9]{0,8})", Pattern.DOTALL);

    /** The name and number that a text of the form {@code NAME@N} holds. */
    public static Optional<Ref> of(String text) {
      Matcher form = FORM.matcher(text);
      return form.matches()
          ? Optional.of(new Ref(form.group(1), Integer.parseInt(form.group(2))))
          : Optional.empty();
    }

    @Override
    public String toString() {
      return name + "@" + number;
    }
  }

  /**
   * Who did something, and why.
   *
   * @param author the person
   * @param reason in the person's words
   * @param at when
   */
  public record Signature(String author, String reason, Instant at) {}

  /**
   * A file that a baseline was made from.
   *
   * @param path where it lay
   * @param sha256 of its content; null when not known
   */
  public record Source(String path, @Nullable String sha256) {}

  public Version {
    if (!HASH.matcher(hash).matches()) { // it is part of a file's name
      throw new IllegalArgumentException("no hash of a version");
    }
    parents = List.copyOf(parents);
    sources = List.copyOf(sources);
  }

  /** The same in another state. */
  Version in(VersionState other) {
    return new Version(ref, key, hash, elements, open, other, how, by, parents, sources);
  }
}
