package salvor.review;

import java.nio.IntBuffer;
import java.util.List;

/**
 * What a condition does with everything that was recorded, and with what the baseline knows. A rule
 * that fires on normal life is never offered without these numbers.
 *
 * @param caught the attacker's observations that it fires on, ascending
 * @param recorded whether such acts were recorded at all, and not only alerts about some of them:
 *     else silence proves nothing
 * @param fires how often it fires on the attacker: an alert about an event counts with the event
 * @param falseAlarms how often it fires on anything else; a part of these are the next ones
 * @param known of them, on what the baseline knows
 * @param explained of them, on what has a declared cause, such as a responder's commands
 * @param unknown of them, on what cannot be judged
 * @param accepted of them, on what was accepted as normal
 * @param siblings of them, in other pods of workloads that the attacker was in
 * @param samples the first observations of these, ascending
 * @param undecided how many other observations say too little to tell
 * @param elements what the baseline knows that it fires on, in its words
 * @param possible what the baseline knows that it may fire on
 * @param nanos how long the recording is
 */
public record Replay(
    IntBuffer caught,
    boolean recorded,
    int fires,
    int falseAlarms,
    int known,
    int explained,
    int unknown,
    int accepted,
    int siblings,
    List<Integer> samples,
    int undecided,
    List<String> elements,
    List<String> possible,
    long nanos) {
  public Replay {
    caught = caught.asReadOnlyBuffer();
    samples = List.copyOf(samples);
    elements = List.copyOf(elements);
    possible = List.copyOf(possible);
  }

  /**
   * Whether it is proved to be silent on normal life: on all that is recorded, of which there is
   * some, and on all that the baseline knows.
   */
  public boolean isSilent() {
    return recorded && falseAlarms == 0 && elements.isEmpty();
  }
}
