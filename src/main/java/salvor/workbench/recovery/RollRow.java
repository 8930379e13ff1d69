package salvor.workbench.recovery;

import java.util.List;
import java.util.stream.Collectors;
import salvor.recovery.ImageChange;
import salvor.recovery.WorkloadFix;
import salvor.report.RollOutWords;
import salvor.workbench.wording.VisibleText;

/**
 * A workload of a roll-out, and how it stands.
 *
 * @param fix what is changed of it
 * @param chosen whether it is among those that get the image
 * @param told how it stands, in words with a shape
 */
record RollRow(WorkloadFix fix, boolean chosen, String told) {
  private static final int LIMIT = 300;

  RollRow chosen(boolean now) {
    return new RollRow(fix, now, told);
  }

  RollRow told(String now) {
    return new RollRow(fix, chosen, now);
  }

  String mark() {
    return chosen ? "\u2713" : "\u25cb";
  }

  String name() {
    return VisibleText.of(fix.said(), LIMIT);
  }

  String before() {
    return images(true);
  }

  String after() {
    return images(false);
  }

  private String images(boolean before) {
    return fix.images().stream()
        .map(each -> image(each, before))
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private String image(ImageChange image, boolean before) {
    return (fix.images().size() > 1 ? VisibleText.of(image.container(), 60) + ": " : "")
        + VisibleText.of(before ? image.before() : image.after(), LIMIT);
  }

  /** How it is known, and what to know beforehand. */
  List<String> remarks() {
    return fix.remarks().stream().map(RollOutWords::remark).toList();
  }

  String basis() {
    return RollOutWords.basis(fix.basis());
  }
}
