package salvor.containment;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyEntry;
import salvor.custody.Deed;
import salvor.custody.Target;

/** That somebody said that a pod may end although no sealed evidence of it verifies. */
public final class EvenEvidence {
  private EvenEvidence() {}

  /**
   * Writes it down.
   *
   * @param by what ends it
   * @param why as somebody said it
   */
  public static void write(CaseLedger ledger, ChosenPod pod, String by, @Nullable String why)
      throws IOException {
    CustodyEntry note = ledger.entry(Deed.NOTE, why);
    Target in = note.target() == null ? Target.of(null, null) : note.target();
    ledger.write(
        note.on(in.in(pod.namespace(), pod.name(), pod.uid()))
            .asked(Map.of("verb", "even-evidence", "by", by), Map.of()));
  }
}
