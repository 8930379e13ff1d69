package salvor.workbench.containment;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which measure, and how: what is filled in for one stays filled in while another is looked at.
 *
 * @param to addresses and blocks of them to be blocked, as somebody wrote them
 * @param replicas how many pods a workload is to run
 * @param denial which image, and how
 * @param noExecute whether a taint has pods leave as well
 * @param evenEvidence whether the chosen pods may be deleted by what is done to their owner or node
 * @param deletion how pods are deleted
 */
record MeasureWish(
    MeasureChoice choice,
    String to,
    int replicas,
    Denial denial,
    boolean noExecute,
    boolean evenEvidence,
    Deletion deletion) {

  /**
   * Of an image.
   *
   * @param image its name, empty for the first of the pods
   * @param deny whether one that is only told of until now is to be denied
   */
  record Denial(String image, boolean deny) {
    /** Which of these, of which there is one at least. */
    DeniableImage of(List<DeniableImage> images) {
      return images.stream()
          .filter(each -> each.name().equals(image))
          .findFirst()
          .orElseGet(images::getFirst);
    }
  }

  /**
   * Of pods.
   *
   * @param evict whether disruption budgets are asked
   * @param override whether it is done although no evidence verifies, or not all is there
   * @param because why that is done
   */
  record Deletion(boolean evict, boolean override, String because) {
    /** Why the lock does not count; empty where it does. */
    String overriding() {
      return override ? because.strip() : "";
    }
  }

  /** One of which nothing is filled in. */
  static MeasureWish of(MeasureChoice choice) {
    return new MeasureWish(
        choice, "", 0, new Denial("", false), false, false, new Deletion(false, false, ""));
  }

  /** Another; that something may be deleted is said of one alone. */
  MeasureWish choosing(MeasureChoice next) {
    Deletion locked = new Deletion(deletion.evict(), false, deletion.because());
    return new MeasureWish(next, to, replicas, denial, noExecute, false, locked);
  }

  MeasureWish to(String written) {
    return new MeasureWish(choice, written, replicas, denial, noExecute, evenEvidence, deletion);
  }

  MeasureWish running(int pods) {
    return new MeasureWish(choice, to, pods, denial, noExecute, evenEvidence, deletion);
  }

  MeasureWish denying(Denial next) {
    return new MeasureWish(choice, to, replicas, next, noExecute, evenEvidence, deletion);
  }

  MeasureWish leaving(boolean leave) {
    return new MeasureWish(choice, to, replicas, denial, leave, evenEvidence, deletion);
  }

  MeasureWish even(boolean evidence) {
    return new MeasureWish(choice, to, replicas, denial, noExecute, evidence, deletion);
  }

  MeasureWish deleting(Deletion next) {
    return new MeasureWish(choice, to, replicas, denial, noExecute, evenEvidence, next);
  }

  /** The destinations one by one. */
  List<String> destinations() {
    return Stream.of(to.strip().split("[\\s,;]+")).filter(text -> !text.isEmpty()).toList();
  }
}
