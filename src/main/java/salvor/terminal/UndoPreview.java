package salvor.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import salvor.cluster.Cluster;
import salvor.cluster.Greeting;
import salvor.containment.Aftermath;
import salvor.containment.DeleteLock;
import salvor.containment.LastLooks;
import salvor.containment.Measures;
import salvor.containment.Presence;
import salvor.containment.RecordedMeasure;
import salvor.containment.SealedEvidence;
import salvor.custody.CaseLedger;
import salvor.custody.bundle.BundleCheck;
import salvor.report.AftermathWords;
import salvor.report.MeasureStatusReport;
import salvor.report.RestorationWords;

/** What is to be known before a measure is taken back. */
final class UndoPreview {
  @Mixin private NamedBaselines baselines = new NamedBaselines();

  /** How the measure stands, whose it is, and exactly what would be set back. */
  void shown(
      Desk desk,
      PrintWriter out,
      Path folder,
      Cluster cluster,
      Greeting greeting,
      Measures measures,
      RecordedMeasure recorded,
      CaseLedger ledger)
      throws IOException {
    Presence presence = Presence.of(recorded, cluster, desk.progress());
    new MeasureStatusReport(
            folder.toString(),
            new Measures(List.of(recorded), List.of(), List.of(), measures.ledger()),
            cluster.context(),
            Map.of(recorded.measure().mark(), presence),
            LastLooks.in(ledger))
        .text(out, desk.colour());
    out.println();
    RestorationWords.text(recorded, greeting.clusterUid(), out, desk.colour());
    out.println();
    out.flush();
  }

  /** What becomes of pods, by what the case knows of them; all of it is said. */
  Aftermath aftermath(
      Desk desk, Cluster cluster, Path folder, RecordedMeasure recorded, String namespace)
      throws Exception {
    Aftermath found = Aftermath.of(recorded, cluster, namespace);
    if (!found.losses().isEmpty()) {
      found =
          found.sealed(
              new DeleteLock(
                  SealedEvidence.of(
                      folder, List.of(), BundleCheck.Trusted.ofUser(), desk.progress()),
                  ""));
      Optional<CaseVerdicts> verdicts = CaseVerdicts.of(desk, cluster, folder, baselines);
      if (verdicts.isPresent()) {
        found = found.judged(verdicts.get()::of);
      }
    }
    AftermathWords.text(found, desk.err(), desk.colour());
    return found;
  }
}
