package salvor.workbench.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import salvor.custody.CaseLedger;
import salvor.playbook.Isolation;
import salvor.report.ResponseReading;
import salvor.timeline.CutOff;
import salvor.timeline.Response;
import salvor.workbench.wording.VisibleText;

/**
 * What is done about the incident while it goes on: the ledger of the live case, read anew whenever
 * it has grown, whoever writes into it.
 */
final class LiveResponse {
  private final ReadOnlyObjectWrapper<Response> shown = new ReadOnlyObjectWrapper<>(Response.NONE);
  private long size = -1;
  private Set<Isolation.Suspect> suspects = Set.of();
  private volatile Response read = Response.NONE;

  /**
   * Reads it, if it has grown, or others must be cut off. By one thread at a time, which may wait.
   *
   * @param out the pods that are out of profile
   */
  void read(CaseLedger ledger, List<Isolation.Suspect> out) {
    Optional<Path> file = ledger.file().filter(Files::exists);
    if (file.isEmpty()) {
      return;
    }
    try {
      long now = Files.size(file.get());
      if (now != size || !Set.copyOf(out).equals(suspects)) {
        read = ResponseReading.of(ledger, out);
        suspects = Set.copyOf(out);
        size = now; // what is written meanwhile makes it grow again
      }
    } catch (IOException cause) {
      String why = VisibleText.of(String.valueOf(cause.getMessage()), 200);
      read =
          new Response(
              List.of(), 0, CutOff.NONE, "What was done cannot be told, by its ledger: " + why);
    }
  }

  /**
   * Shows what was read last.
   *
   * @param alarmed whether a watch tells that a measure is not as it was left
   */
  void show(boolean alarmed) {
    Response now = read;
    Response next =
        new Response(now.acts(), now.untold(), now.cutOff().alarmed(alarmed), now.doubt());
    if (!next.equals(shown.get())) {
      shown.set(next);
    }
  }

  /** How the pods were cut off by what was read last; from any thread. */
  CutOff cutOff() {
    return read.cutOff();
  }

  /** What is shown. */
  ReadOnlyObjectProperty<Response> shown() {
    return shown.getReadOnlyProperty();
  }
}
