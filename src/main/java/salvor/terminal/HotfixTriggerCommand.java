package salvor.terminal;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.recovery.AgreedPipelines;
import salvor.recovery.HotfixLog;
import salvor.recovery.HotfixSettings;
import salvor.recovery.PipelineRun;
import salvor.report.HotfixWords;
import salvor.workload.ImageDigest;

/** {@code salvor hotfix trigger}. */
@Command(
    name = "trigger",
    sortOptions = false,
    description = {
      "Has the image rebuilt; follows it with --for.",
      "",
      "It is written down before it is sent. Where the answer is lost it may run all the same: follow looks for it by its mark."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it was triggered; with --for, it told a new digest",
      "1:with --for: it told none, or the bad one, or failed, or goes on",
      "2:the command line or the settings were not understood, or it was not agreed to",
      "4:the case folder cannot be used",
      "5:it could not be written down, and was not sent",
      "6:the pipeline or the cluster cannot be used"
    })
final class HotfixTriggerCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private HotfixArguments which = new HotfixArguments();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "why, for the ledger of the case; needed to act",
      converter = Signing.Said.class)
  private @Nullable String reason;

  @Mixin private Consent consent = new Consent();

  @Option(
      names = "--bad",
      paramLabel = "DIGEST",
      required = true,
      description = "the digest that the new one must differ from: sha256:...")
  private String bad = "";

  @Option(names = "--for", paramLabel = "SECONDS", description = "follow it for so long")
  private int seconds;

  @Option(names = "--dry-run", description = "tell what would be triggered, and trigger nothing")
  private boolean dryRun;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "with --for: write how it came out as JSON; - for standard output")
  private @Nullable String json;

  HotfixTriggerCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    ImageDigest digest = HotfixCommand.digest("--bad", bad, this);
    Optional<HotfixSettings> settings = which.settings(desk);
    if (settings.isEmpty()) {
      return ExitCode.USAGE;
    }
    String what = HotfixWords.settings(settings.get());
    if (dryRun) {
      desk.out().println("Would trigger " + what);
      desk.out().println("Nothing was triggered.");
      return ExitCode.DONE;
    }
    String why = reason;
    if (why == null) {
      ClusterArguments.say(desk, "say why with --reason TEXT; or --dry-run");
      return ExitCode.USAGE;
    }
    if (!consent.given(desk, "Trigger " + what)) {
      ClusterArguments.say(desk, "nothing was triggered");
      return ExitCode.USAGE;
    }
    AgreedPipelines.ofUser().agree(settings.get());
    return which.with(
        desk,
        settings.get(),
        digest,
        () -> {},
        (pipeline, log) -> {
          PipelineRun run =
              log.trigger(pipeline, settings.get(), digest, mark(), Instant.now(), why);
          ClusterArguments.say(desk, HotfixWords.triggered(run));
          HotfixLog.Triggered of =
              new HotfixLog.Triggered(
                  run, settings.get().system(), settings.get().target(), digest);
          return seconds > 0
              ? HotfixCommand.follow(desk, pipeline, log, of, seconds, json)
              : ExitCode.DONE;
        });
  }

  private static String mark() {
    byte[] bytes = new byte[4];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
