package salvor.terminal;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ObjectKind;
import salvor.containment.MadeFor;
import salvor.containment.MeasurePlan;
import salvor.containment.Revocation;

/** {@code salvor contain revoke}. */
@Command(
    name = "revoke",
    sortOptions = false,
    description = {
      "Takes away what the accounts of pods were given: takes them out of bindings, and deletes tokens that lie in Secrets.",
      "",
      "Without --case and --reason it only shows what it would do."
    })
final class RevokeCommand extends PodsMeasureCommand {

  RevokeCommand(Desk desk) {
    super(desk);
  }

  @Override
  List<ObjectKind> kinds() {
    return Revocation.KINDS;
  }

  @Override
  Optional<MeasurePlan> plan(Seen seen, MadeFor madeFor, List<String> uids) {
    try {
      seen.objects()
          .listed(
              ObjectKind.SECRETS,
              seen.cluster().list(ObjectKind.SECRETS, connecting.namespace).stream()
                  .map(Revocation::withoutValues)
                  .toList());
    } catch (ClusterFailure failure) {
      seen.objects().unseen(ObjectKind.SECRETS, failure.trouble());
    }
    return Optional.of(Revocation.plan(seen.objects(), seen.rights(), madeFor, uids));
  }
}
