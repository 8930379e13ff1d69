package salvor.workbench.review;

import salvor.review.ReviewedAct;

/** A line of the list of acts. */
sealed interface ActLine {
  /** The incident as a whole: what is looked at, and how long it went on. */
  record Incident() implements ActLine {}

  /** One thing that the attacker did. */
  record Act(ReviewedAct act) implements ActLine {}

  /** What cannot be said, and what would have helped. */
  record Remark(String title, String words) implements ActLine {}
}
