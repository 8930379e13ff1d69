package salvor.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.cluster.Cluster;
import salvor.cluster.Permission;
import salvor.custody.CaseLedger;
import salvor.evidence.Visible;
import salvor.live.LiveCustody;
import salvor.recovery.AgreedPipelines;
import salvor.recovery.HotfixLog;
import salvor.recovery.HotfixPipeline;
import salvor.recovery.HotfixPipelines;
import salvor.recovery.HotfixSettings;
import salvor.recovery.HotfixSettingsText;
import salvor.recovery.PipelineFailure;
import salvor.report.HotfixWords;
import salvor.workload.ImageDigest;

/** Which pipeline of which case is meant. */
final class HotfixArguments {
  @Option(
      names = "--case",
      paramLabel = "DIR",
      required = true,
      description =
          "the folder of the case: its hotfix.json says which pipeline, its ledger what was done")
  private Path folder = Path.of("");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the settings of the pipeline, instead of hotfix.json in the case")
  private @Nullable Path config;

  @Mixin private ClusterArguments.Connecting connecting = new ClusterArguments.Connecting();

  /** What is done with a pipeline. */
  @FunctionalInterface
  interface Work {
    int with(HotfixPipeline pipeline, HotfixLog log) throws Exception;
  }

  CaseLedger ledger() throws IOException {
    return CaseLedger.in(folder, InstantSource.system()).asRecorded();
  }

  /**
   * Whether somebody agreed to what a pipeline is sent: now, or on this machine before.
   *
   * @param settings those of the case, which may be somebody else's
   */
  static boolean agreed(Desk desk, HotfixSettings settings, Consent consent) throws IOException {
    AgreedPipelines agreed = AgreedPipelines.ofUser();
    if (agreed.isAgreed(settings)) {
      return true;
    }
    ClusterArguments.say(
        desk, "never asked from this machine before: " + HotfixWords.settings(settings));
    if (!consent.given(desk, "Ask it, with that secret")) {
      ClusterArguments.say(desk, "it was not asked");
      return false;
    }
    agreed.agree(settings);
    return true;
  }

  /** The settings; says what is wrong with them. */
  Optional<HotfixSettings> settings(Desk desk) {
    Path file = config == null ? folder.resolve(HotfixSettingsText.FILE) : config;
    String name = Visible.text(file.toString(), 200);
    try {
      HotfixSettingsText.Reading reading = HotfixSettingsText.read(file);
      reading
          .problems()
          .forEach(each -> ClusterArguments.say(desk, HotfixWords.problem(name, each)));
      return Optional.ofNullable(reading.settings());
    } catch (IOException cause) {
      ClusterArguments.say(
          desk,
          name
              + (Files.exists(file)
                  ? " cannot be read: " + Visible.text(String.valueOf(cause.getMessage()), 200)
                  : " is not there; write one as salvor hotfix check --schema describes it"));
      return Optional.empty();
    }
  }

  /**
   * Does something with the pipeline, connected to its cluster where it runs in one.
   *
   * @param may the leave to act on it
   */
  int with(Desk desk, HotfixSettings settings, ImageDigest bad, Permission may, Work work)
      throws Exception {
    if (!Files.isDirectory(folder)) {
      ClusterArguments.say(desk, Visible.text(folder.toString(), 200) + " is no folder of a case");
      return ExitCode.CASE_UNUSABLE;
    }
    try (HotfixPipelines pipelines = new HotfixPipelines(System.getenv())) {
      if (!HotfixPipelines.needsCluster(settings)) {
        return told(
            desk,
            () ->
                work.with(
                    pipelines.of(settings, bad, HotfixArguments::none, may),
                    new HotfixLog(ledger())));
      }
      return connecting.connected(
          desk,
          cluster ->
              told(
                  desk,
                  () ->
                      work.with(
                          pipelines.of(settings, bad, () -> cluster, may),
                          new HotfixLog(LiveCustody.by(ledger(), cluster.greet())))));
    }
  }

  /** Whether a pipeline may be contacted. */
  @FunctionalInterface
  interface Agreeing {
    boolean to(HotfixSettings settings, HotfixLog.Triggered of) throws IOException;
  }

  /** What is done with what was triggered last. */
  @FunctionalInterface
  interface WorkOnLast {
    int with(HotfixLog.Triggered of, HotfixPipeline pipeline, HotfixLog log) throws Exception;
  }

  /** Does something with what was triggered last in the case. */
  int last(Desk desk, Agreeing agreeing, WorkOnLast work) throws Exception {
    Optional<HotfixSettings> settings = settings(desk);
    Optional<HotfixLog.Triggered> last = new HotfixLog(ledger()).last();
    if (settings.isEmpty() || last.isEmpty()) {
      if (last.isEmpty()) {
        ClusterArguments.say(desk, "nothing was triggered in this case");
      }
      return ExitCode.USAGE;
    }
    if (!last.get().target().equals(settings.get().target())) {
      ClusterArguments.say(
          desk,
          "the settings are of another pipeline than the one that was triggered: "
              + Visible.text(last.get().target(), 200));
      return ExitCode.USAGE;
    }
    if (!agreeing.to(settings.get(), last.get())) {
      return ExitCode.USAGE;
    }
    return with(
        desk,
        settings.get(),
        last.get().bad(),
        () -> {},
        (pipeline, log) -> work.with(last.get(), pipeline, log));
  }

  private static Cluster none() {
    throw new IllegalStateException("this pipeline is in no cluster");
  }

  /** Something that asks a pipeline. */
  @FunctionalInterface
  private interface Asking {
    int ask() throws Exception;
  }

  private static int told(Desk desk, Asking asking) throws Exception {
    try {
      return asking.ask();
    } catch (PipelineFailure failure) {
      ClusterArguments.say(desk, HotfixWords.trouble(failure.trouble()));
      return ExitCode.CLUSTER;
    }
  }
}
