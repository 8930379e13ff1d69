package salvor.terminal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import salvor.cluster.ClusterFailure;
import salvor.recovery.Fix;
import salvor.recovery.RollOutPlan;
import salvor.workload.ImageDigest;

/** Which image is replaced by which, in which cluster. */
final class RolloutArguments {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Mixin ClusterArguments.Connecting connecting = new ClusterArguments.Connecting();

  @Option(
      names = "--bad",
      paramLabel = "DIGEST",
      required = true,
      description = "the digest that must run no more: sha256:...")
  private String bad = "";

  @Option(
      names = "--fixed",
      paramLabel = "DIGEST",
      required = true,
      description = "the digest of the image in its place")
  private String fixed = "";

  @Option(
      names = "--repository",
      paramLabel = "NAME",
      description = "where the new image is, else where the old one is")
  private @Nullable String repository;

  Fix fix() {
    try {
      return new Fix(digest("--bad", bad), digest("--fixed", fixed), repository);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  /** Makes a plan; that both digests are of one image is a mistake of the command line. */
  RollOutPlan plan(Planning planning) throws ClusterFailure {
    try {
      return planning.plan();
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  /** Makes a plan. */
  @FunctionalInterface
  interface Planning {
    RollOutPlan plan() throws ClusterFailure;
  }

  private ImageDigest digest(String option, String said) {
    Optional<ImageDigest> digest = ImageDigest.in(said);
    return digest.orElseThrow(() -> wrong(option + ": not an image digest: " + said));
  }

  CommandLine.ParameterException wrong(String why) {
    return new CommandLine.ParameterException(
        spec == null ? new CommandLine(this) : spec.commandLine(), why);
  }
}
