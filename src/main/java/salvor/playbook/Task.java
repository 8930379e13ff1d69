package salvor.playbook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a step is about. */
public enum Task {
  /** Cut the pod off. */
  ISOLATE,
  /** Take its state, and seal it. */
  COLLECT,
  /** Find who else runs the image, by digest. */
  SCOPE,
  /** Decide of each of them. */
  ASSESS,
  /** Have the image rebuilt. */
  HOTFIX,
  /** Roll the new image out, and end what runs the old one. */
  RECOVER,
  /** Learn from it. */
  REVIEW,
  /** Something of the team's own. */
  OTHER;

  /** As playbooks call it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The task of a word; empty for none. */
  public static Optional<Task> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
