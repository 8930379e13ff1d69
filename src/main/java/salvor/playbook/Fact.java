package salvor.playbook;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a gate can ask of a case, and the values that it can have, the weakest first. */
public enum Fact {
  /** Whether the pods that were to be cut off are: of several pods the weakest. */
  CONTAINED("undone", "requested", "not-enforced", "alarmed", "accepted", "partial", "verified"),
  /**
   * Whether the state was taken from inside a pod, its processes and sockets: what the API and
   * programs of the image tell of it is not meant, and one of which something was left out is a
   * part.
   */
  COLLECTED("part", "yes"),
  /** Whether the evidence lies in a sealed bundle. */
  EVIDENCE("sealed"),
  /** What a check of the bundle that was sealed last found. */
  BUNDLE(
      "contradiction",
      "missing",
      "extra",
      "reordered",
      "truncated",
      "modified",
      "valid_unsigned",
      "valid"),
  /** Whether who else runs the image was listed, and something decided of each. */
  SIBLINGS("listed", "assessed"),
  /** Whether the digest of a fixed image is known. */
  FIXED_DIGEST("known"),
  /** How far the roll-out of the fixed image is. */
  ROLL_OUT("undone", "stuck", "under", "through"),
  /** How many pods in the open run the bad digest, where all were counted. */
  BAD_DIGEST_PODS(),
  /** Whether the tokens and bindings of the account were taken away. */
  CREDENTIALS("revoked"),
  /** Whether pods were deleted. */
  DELETED("yes"),
  /** Whether the review after the incident is done. */
  REVIEW("done");

  /** What a count says that left something out. */
  public static final String UNKNOWN = "unknown";

  private final String possible; // a list would not be immutable for sure

  Fact(String... possible) {
    this.possible = String.join(" ", possible);
  }

  /** As playbooks, ledgers and the command line call it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The fact of a word; empty for no fact. */
  public static Optional<Fact> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  /** Its values, the weakest first; none where it is a number. */
  public List<String> possible() {
    return possible.isEmpty() ? List.of() : List.of(possible.split(" "));
  }

  /** Whether it can have this value. */
  public boolean takes(String value) {
    return possible.isEmpty() ? value.matches("0|[1-9][0-9]{0,8}") : possible().contains(value);
  }

  /** How strong a value is; of an unknown one nothing is known, so that it is the weakest. */
  int strength(String value) {
    return possible().indexOf(value);
  }
}
