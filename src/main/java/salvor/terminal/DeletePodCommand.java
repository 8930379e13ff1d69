package salvor.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import salvor.cluster.ObjectKind;
import salvor.containment.DeleteLock;
import salvor.containment.MadeFor;
import salvor.containment.MeasurePlan;
import salvor.containment.PodRemoval;
import salvor.containment.SealedEvidence;
import salvor.custody.bundle.BundleCheck;

/** {@code salvor contain delete}. */
@Command(
    name = "delete",
    sortOptions = false,
    description = {
      "Deletes pods, for good. Each is locked until a sealed bundle verifies as VALID that holds the processes and sockets of the pod's uid"
          + " whole, as its ledger says, or until you say why it is done without.",
      "",
      "Without --case and --reason it only shows what it would do."
    })
final class DeletePodCommand extends PodsMeasureCommand {
  @Option(
      names = "--evidence",
      paramLabel = "BUNDLE",
      description =
          "a sealed bundle, verified by the keys that are known here, beside those that the ledger of the case names; may be given more than once")
  private List<Path> bundles = new ArrayList<>();

  @Option(
      names = "--override",
      paramLabel = "TEXT",
      description =
          "why a pod is deleted although no evidence of it verifies, or not all of it is there",
      converter = Signing.Said.class)
  private @Nullable String override;

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      description = "how long its processes may take to end, else what the pod says")
  private @Nullable Long grace;

  @Option(names = "--evict", description = "ask disruption budgets, which may refuse")
  private boolean evict;

  DeletePodCommand(Desk desk) {
    super(desk);
  }

  @Override
  List<ObjectKind> kinds() {
    return PodRemoval.KINDS;
  }

  @Override
  Optional<MeasurePlan> plan(Seen seen, MadeFor madeFor, List<String> uids) throws IOException {
    List<DeleteLock.Sealed> sealed =
        SealedEvidence.of(folder(), bundles, BundleCheck.Trusted.ofUser(), desk.progress());
    return Optional.of(
        PodRemoval.plan(
            seen.objects(),
            seen.rights(),
            new PodRemoval.Wish(madeFor, uids, grace, evict),
            new DeleteLock(sealed, override == null ? "" : override)));
  }
}
