package salvor.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.containment.MadeFor;
import salvor.containment.MeasurePlan;

/** A measure for pods that are named. */
abstract class PodsMeasureCommand extends MeasureCommand {
  @Parameters(paramLabel = "[NAMESPACE/]POD", arity = "0..*", description = "the pods")
  private List<String> named = new ArrayList<>();

  @Option(names = "--siblings", description = "and all pods that run the same image, by digest")
  private boolean siblings;

  PodsMeasureCommand(Desk desk) {
    super(desk);
  }

  /** The plan for pods of these uids. */
  abstract Optional<MeasurePlan> plan(Seen seen, MadeFor madeFor, List<String> uids)
      throws Exception;

  /** Whether something else than pods was named. */
  boolean isNamed() {
    return false;
  }

  @Override
  final Optional<MeasurePlan> plan(Seen seen, MadeFor madeFor) throws Exception {
    if (named.isEmpty() && !isNamed()) {
      ClusterArguments.say(desk, "name a pod, as [NAMESPACE/]POD");
      return Optional.empty();
    }
    Optional<List<String>> uids = NamedPods.uids(desk, connecting, seen.objects(), named, siblings);
    return uids.isEmpty() ? Optional.empty() : plan(seen.of(uids.get()), madeFor, uids.get());
  }
}
