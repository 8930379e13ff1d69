package salvor.workbench.containment;

import java.util.List;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;

/** Which of several pods something is done to. */
public interface Choosing {
  /** The pods that can be chosen, the one it was opened for first. */
  List<Candidate> candidates();

  /** The uids of those that are chosen. */
  ReadOnlyObjectProperty<Set<String>> chosen();

  /** Chooses which pods. */
  void choose(Set<String> uids);
}
