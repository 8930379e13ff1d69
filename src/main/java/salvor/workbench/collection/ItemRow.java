package salvor.workbench.collection;

import java.util.Comparator;
import salvor.collection.CollectionPlan;
import salvor.collection.Item;
import salvor.collection.Taken;
import salvor.report.CollectionWords;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/**
 * Something that is taken, and how it stands. Its texts are safe to show.
 *
 * @param number where it stands in the plan
 * @param pod of which pod
 * @param what it is
 * @param standing how it stands
 * @param said what came of it; empty where there is nothing to say
 * @param file where it lies, relative to the pod's folder
 */
record ItemRow(int number, String pod, String what, Standing standing, String said, String file) {
  /** What goes on first, then the worst: what is not there is what an investigator must know. */
  static final Comparator<ItemRow> WORST =
      Comparator.comparing(ItemRow::standing).thenComparingInt(ItemRow::number);

  private static final int LIMIT = 300;

  /** How it stands, what must be seen first. */
  enum Standing {
    UNDER_WAY("\u25d4"),
    FAILED("\u2715"),
    REPLACED("\u25b2"),
    PART("\u25d0"),
    WAITING("\u25cb"),
    TAKEN("\u2713"),
    NOT_WANTED("\u2013");

    private final String sign;

    Standing(String sign) {
      this.sign = sign;
    }
  }

  static ItemRow waiting(int number, CollectionPlan.OfPod pod, Item item) {
    return new ItemRow(
        number,
        VisibleText.of(pod.namespace() + " / " + pod.name(), LIMIT),
        CollectionWords.item(item),
        Standing.WAITING,
        "waiting",
        VisibleText.of(item.file(), LIMIT));
  }

  /** The same, of which so many bytes are there. */
  ItemRow arrived(long bytes) {
    return new ItemRow(
        number,
        pod,
        what,
        Standing.UNDER_WAY,
        bytes == 0 ? "under way" : Moments.count(bytes, "byte") + " so far",
        file);
  }

  /** The same, which has ended. */
  ItemRow ended(Taken taken) {
    return new ItemRow(number, pod, what, how(taken.result()), CollectionWords.taken(taken), file);
  }

  private static Standing how(Taken.Result result) {
    return switch (result) {
      case COLLECTED -> Standing.TAKEN;
      case PART -> Standing.PART;
      case FAILED -> Standing.FAILED;
      case REPLACED -> Standing.REPLACED;
      case NOT_SERVED, OURS -> Standing.NOT_WANTED;
    };
  }

  /** All of it, in a sentence. */
  String whole() {
    return pod + ", " + what + ": " + told();
  }

  /** How it stands in words, with a shape. */
  String told() {
    return standing.sign + " " + said;
  }
}
