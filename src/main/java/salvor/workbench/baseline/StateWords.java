package salvor.workbench.baseline;

import salvor.baseline.FacetState;
import salvor.workbench.wording.Words;

/** How far a part of a baseline may be trusted, in plain words. */
final class StateWords {
  private StateWords() {}

  /** A state in a word or two. */
  static String brief(FacetState state) {
    return state == FacetState.STABLE ? "Stable" : Words.state(state);
  }

  /** What a state means for verdicts. */
  static String explained(FacetState state) {
    return switch (state) {
      case STABLE -> "Watched for long enough: what this baseline does not know is out of profile.";
      case NONE ->
          "Nothing of this kind was recorded while it was learned, so nothing of it can be judged.";
      case LEARNING -> "Watched for too short a time so far. What it does not know stays Unknown.";
      case UNSTABLE ->
          "New things never ceased to come. What it does not know stays Unknown for good.";
      case STALE -> "Learned from another image digest. What it does not know stays Unknown.";
      case TRUNCATED ->
          "Events were lost or cut while it was learned. What it does not know may be normal, so it"
              + " stays Unknown.";
      case TAINTED ->
          "Learned while the incident may have been under way: what it knows may be the attacker's,"
              + " so nothing is in profile by it.";
    };
  }
}
