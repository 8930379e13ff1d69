package salvor.workbench.commands;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a row stands for that is no event but tells of several: a peer, an image, a process, a
 * workload, a finding.
 *
 * @param name what it is: "peer"
 * @param events what the terms leave, behind "only" and "leave out": "events with this peer"
 * @param terms the filter's terms that all fit its events; empty when none can be written
 * @param goToFirst selects its first event, on the JavaFX thread; null when none has a time
 * @param text what the row says, safe to show
 * @param json the same as documents for machines say it
 */
public record Subject(
    String name,
    String events,
    List<String> terms,
    @Nullable Runnable goToFirst,
    Supplier<String> text,
    Supplier<String> json) {
  public Subject {
    terms = List.copyOf(terms);
  }

  /** The term that leaves its events alone; empty when none can be written. */
  public String term() {
    return String.join(" and ", terms);
  }

  /** The term that leaves what is not of it; empty when none can be written. */
  public String without() {
    return terms.isEmpty() ? "" : terms.size() == 1 ? "not " + term() : "not (" + term() + ")";
  }
}
