package salvor.workbench.recovery;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import salvor.cluster.Permission;
import salvor.jobs.Pause;
import salvor.jobs.Progress;
import salvor.live.ActingSwitch;
import salvor.live.LiveCase;
import salvor.recovery.AgreedPipelines;
import salvor.recovery.HotfixLog;
import salvor.recovery.HotfixPipeline;
import salvor.recovery.HotfixPipelines;
import salvor.recovery.HotfixSettings;
import salvor.recovery.HotfixWait;
import salvor.recovery.PipelineFailure;
import salvor.recovery.PipelineState;
import salvor.workload.ImageDigest;

/**
 * What is done with a pipeline; each takes the time it takes.
 *
 * @param environment where secrets may be
 */
record HotfixWork(LiveCase live, Map<String, String> environment, InstantSource clock) {
  private static final Duration LONGEST = Duration.ofHours(2);

  HotfixWork {
    environment = Map.copyOf(environment);
  }

  /** What was triggered, and how it came out. */
  record Done(HotfixLog.Triggered of, HotfixWait.End end) {}

  /** Is told on the thread that does the work. */
  interface Told {
    /** It was triggered. */
    void triggered(HotfixLog.Triggered run);

    /** It is as far as that. */
    void at(PipelineState state);
  }

  /** Something that is asked of a pipeline. */
  @FunctionalInterface
  private interface Ask<T> {
    T of(HotfixPipeline pipeline, HotfixLog log) throws PipelineFailure, IOException;
  }

  /** Whether somebody saw before which secret it gets from this machine. */
  boolean isAgreed(HotfixSettings settings) throws IOException {
    return AgreedPipelines.ofUser().isAgreed(settings);
  }

  /** What is asked of it was agreed to, beside the words of which secret it gets. */
  private <T> T with(HotfixSettings settings, ImageDigest bad, Permission may, Ask<T> ask)
      throws PipelineFailure, IOException {
    AgreedPipelines.ofUser().agree(settings);
    try (HotfixPipelines pipelines = new HotfixPipelines(environment)) {
      return ask.of(
          pipelines.of(settings, bad, live::cluster, may), new HotfixLog(live.custody().ledger()));
    }
  }

  /** Triggers a rebuild, and follows it. */
  Done trigger(
      HotfixSettings settings,
      ImageDigest bad,
      ActingSwitch.Leave leave,
      Told told,
      Progress progress)
      throws PipelineFailure, IOException {
    return with(
        settings,
        bad,
        leave,
        (pipeline, log) -> {
          HotfixLog.Triggered triggered =
              new HotfixLog.Triggered(
                  log.trigger(pipeline, settings, bad, mark(), clock.instant(), leave.reason()),
                  settings.system(),
                  settings.target(),
                  bad);
          told.triggered(triggered);
          return followed(triggered, pipeline, log, told::at, progress);
        });
  }

  /** Follows a run. */
  Done follow(
      HotfixSettings settings,
      HotfixLog.Triggered run,
      Consumer<PipelineState> told,
      Progress progress)
      throws PipelineFailure, IOException {
    return with(
        settings,
        run.bad(),
        () -> {},
        (pipeline, log) -> followed(run, pipeline, log, told, progress));
  }

  private Done followed(
      HotfixLog.Triggered of,
      HotfixPipeline pipeline,
      HotfixLog log,
      Consumer<PipelineState> told,
      Progress progress)
      throws PipelineFailure, IOException {
    HotfixWait.End end =
        new HotfixWait(pipeline, of.bad(), clock, Pause.REAL)
            .await(of.run(), LONGEST, progress, told);
    log.followed(end);
    return new Done(of, end);
  }

  /** Has a run ended, where the system can. */
  HotfixLog.Triggered end(
      HotfixSettings settings, HotfixLog.Triggered run, ActingSwitch.Leave leave)
      throws PipelineFailure, IOException {
    return with(
        settings,
        run.bad(),
        leave,
        (pipeline, log) -> {
          pipeline.cancel(run.run());
          log.cancelled(run.run(), leave.reason());
          return run;
        });
  }

  private static String mark() {
    byte[] bytes = new byte[4];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
