package salvor.workbench.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.live.ActingSwitch;
import salvor.live.LiveCase;
import salvor.recovery.HotfixLog;
import salvor.recovery.HotfixSettings;
import salvor.recovery.HotfixSettingsText;
import salvor.recovery.HotfixWait;
import salvor.recovery.PipelineFailure;
import salvor.recovery.PipelineState;
import salvor.report.HotfixWords;
import salvor.workbench.containment.ActingViewModel;
import salvor.workbench.containment.OutcomeText;
import salvor.workbench.jobs.NewestJob;
import salvor.workbench.wording.VisibleText;
import salvor.workload.ImageDigest;

/**
 * Has the team's pipeline rebuild an image, and follows it to the new digest, as {@code salvor
 * hotfix} does: what is triggered is written down before it is sent. Properties change where the
 * model was told that they may.
 */
public final class HotfixViewModel {
  private final LiveCase live;
  private final ActingViewModel acting;
  private final Executor fx;
  private final NewestJob newest;
  private final HotfixWork work;
  private final StringProperty bad = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<HotfixStage> stage =
      new ReadOnlyObjectWrapper<>(new HotfixStage.Reading());
  private final ReadOnlyObjectWrapper<String> pipeline = new ReadOnlyObjectWrapper<>("");
  private final ReadOnlyObjectWrapper<Optional<ImageDigest>> made =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private @Nullable HotfixSettings settings;
  private HotfixLog.@Nullable Triggered last;
  private boolean agreed;

  private record Looked(
      HotfixSettingsText.@Nullable Reading reading,
      boolean agreed,
      HotfixLog.@Nullable Triggered last,
      @Nullable ImageDigest made) {}

  /**
   * For an image.
   *
   * @param digest the bad one, as far as it is known; may be empty
   * @param environment where secrets may be
   * @param fx where properties change
   */
  public HotfixViewModel(
      LiveCase live,
      ActingViewModel acting,
      String digest,
      Map<String, String> environment,
      Jobs jobs,
      Executor fx,
      InstantSource clock) {
    this.live = live;
    this.acting = acting;
    this.fx = fx;
    newest = new NewestJob(jobs, fx);
    work = new HotfixWork(live, environment, clock);
    bad.set(digest);
  }

  /** The file of the settings, in the folder of the case. */
  Path file() {
    return live.folder().resolve(HotfixSettingsText.FILE);
  }

  /** Reads the settings, and what was triggered before. */
  void begin() {
    stage.set(new HotfixStage.Reading());
    newest.run("Read the pipeline's settings", _ -> look(), this::looked);
  }

  private Looked look() throws IOException {
    HotfixLog log = new HotfixLog(live.custody().ledger());
    HotfixSettingsText.@Nullable Reading reading =
        Files.isRegularFile(file()) ? HotfixSettingsText.read(file()) : null;
    @Nullable HotfixSettings of = reading == null ? null : reading.settings();
    return new Looked(
        reading, of != null && work.isAgreed(of), log.last().orElse(null), log.made().orElse(null));
  }

  private void looked(JobState<Looked> now) {
    switch (now) {
      case JobState.Waiting<Looked> _, JobState.Running<Looked> _ -> {}
      case JobState.Cancelled<Looked> _ -> stage.set(new HotfixStage.NoSettings("Not read."));
      case JobState.Failed<Looked>(Throwable cause) ->
          stage.set(new HotfixStage.NoSettings("Not read: " + OutcomeText.of(cause)));
      case JobState.Succeeded<Looked>(Looked found) -> {
        made.set(Optional.ofNullable(found.made()));
        agreed = found.agreed();
        if (found.reading() == null) {
          stage.set(
              new HotfixStage.NoSettings(
                  VisibleText.of(file().toString(), 300)
                      + " is not there; write one as salvor hotfix check --schema describes it, and"
                      + " read again."));
        } else {
          settings(found.reading(), found.last());
        }
      }
    }
  }

  private void settings(HotfixSettingsText.Reading reading, HotfixLog.@Nullable Triggered before) {
    @Nullable HotfixSettings of = reading.settings();
    settings = of;
    if (of == null) {
      stage.set(
          new HotfixStage.NoSettings(
              reading.problems().stream()
                  .map(each -> HotfixWords.problem(HotfixSettingsText.FILE, each))
                  .collect(Collectors.joining("\n"))));
      return;
    }
    pipeline.set(HotfixWords.settings(of));
    last = before != null && before.target().equals(of.target()) ? before : null;
    stage.set(
        last == null || made.get().isPresent()
            ? new HotfixStage.Ready()
            : new HotfixStage.Known(HotfixWords.triggered(last.run())));
  }

  private Optional<ImageDigest> digest() {
    return ImageDigest.in(bad.get().strip());
  }

  /** Why it cannot be triggered; empty when it can. */
  String against() {
    return settings == null
        ? ""
        : digest().isEmpty()
            ? "The bad digest is none: write sha256: and 64 hexadecimal digits."
            : acting.leave().isEmpty()
                ? "Read-only. Say why, and allow acting: then it can be triggered."
                : "";
  }

  /** Has the image rebuilt, and follows it. */
  void trigger() {
    HotfixSettings of = settings;
    Optional<ImageDigest> from = digest();
    Optional<ActingSwitch.Leave> leave = acting.leave();
    if (of != null && from.isPresent() && leave.isPresent() && !isBusy()) {
      stage.set(new HotfixStage.Triggering());
      newest.run(
          "Trigger the rebuild",
          progress -> work.trigger(of, from.get(), leave.get(), new Heard(), progress),
          this::done);
    }
  }

  /**
   * Follows what was triggered last. A pipeline that gets a secret from this machine for the first
   * time is told of instead: that is agreed to by following it again.
   */
  void follow() {
    HotfixSettings of = settings;
    HotfixLog.Triggered run = last;
    if (of != null && run != null && !isBusy() && !agreed) {
      agreed = true;
      stage.set(
          new HotfixStage.Known(
              "\u25b2 Nothing was sent. Never asked from this machine before: "
                  + HotfixWords.settings(of)
                  + ". Follow it again to have it asked"));
    } else if (of != null && run != null && !isBusy()) {
      stage.set(new HotfixStage.Following(HotfixWords.triggered(run.run())));
      newest.run(
          "Follow the rebuild",
          progress -> work.follow(of, run, new Heard()::at, progress),
          this::done);
    }
  }

  private boolean isBusy() {
    return stage.get() instanceof HotfixStage.Triggering
        || stage.get() instanceof HotfixStage.Following;
  }

  private final class Heard implements HotfixWork.Told {
    @Override
    public void triggered(HotfixLog.Triggered run) {
      fx.execute(() -> {
        last = run;
        stage.set(new HotfixStage.Following(HotfixWords.triggered(run.run())));
      });
    }

    @Override
    public void at(PipelineState state) {
      fx.execute(() -> {
        if (stage.get() instanceof HotfixStage.Following) {
          stage.set(new HotfixStage.Following(HotfixWords.state(state)));
        }
      });
    }
  }

  private void done(JobState<HotfixWork.Done> now) {
    switch (now) {
      case JobState.Waiting<HotfixWork.Done> _, JobState.Running<HotfixWork.Done> _ -> {}
      case JobState.Cancelled<HotfixWork.Done> _ ->
          stage.set(
              last == null
                  ? new HotfixStage.Failed("Cancelled.", false)
                  : new HotfixStage.Known(
                      HotfixWords.triggered(last.run()) + "; nobody looks at it now"));
      case JobState.Failed<HotfixWork.Done>(Throwable cause) ->
          stage.set(new HotfixStage.Failed(why(cause), last != null));
      case JobState.Succeeded<HotfixWork.Done>(HotfixWork.Done done) -> {
        last =
            new HotfixLog.Triggered(
                done.end().run(), done.of().system(), done.of().target(), done.of().bad());
        if (done.end() instanceof HotfixWait.End.Fixed(var _, ImageDigest digest)) {
          made.set(Optional.of(digest));
        }
        stage.set(new HotfixStage.Ended(done.end()));
      }
    }
  }

  private static String why(Throwable cause) {
    return cause instanceof PipelineFailure failure
        ? HotfixWords.trouble(failure.trouble())
        : OutcomeText.of(cause);
  }

  /** Looks at it no more; the run itself goes on. */
  void leave() {
    newest.cancel();
  }

  /** Has the run ended. */
  void end() {
    HotfixSettings of = settings;
    HotfixLog.Triggered run = last;
    Optional<ActingSwitch.Leave> leave = acting.leave();
    if (of == null || run == null || leave.isEmpty()) {
      return;
    }
    newest.run(
        "End the rebuild",
        _ -> work.end(of, run, leave.get()),
        now -> {
          if (now instanceof JobState.Succeeded<HotfixLog.Triggered> _) {
            stage.set(new HotfixStage.Known("It was told to end"));
          } else if (now instanceof JobState.Failed<HotfixLog.Triggered>(Throwable cause)) {
            stage.set(new HotfixStage.Failed("Not ended: " + why(cause), true));
          }
        });
  }

  /** A person says which digest was made, and how that is known. */
  void confirm(String said, String why) {
    Optional<ImageDigest> from = digest();
    Optional<ImageDigest> to = ImageDigest.in(said.strip());
    if (from.isEmpty() || to.isEmpty() || why.isBlank()) {
      stage.set(
          new HotfixStage.Failed(
              "Not written down: it takes both digests, and how it is known.", last != null));
      return;
    }
    newest.run(
        "Confirm the new digest",
        _ -> {
          new HotfixLog(live.custody().ledger()).confirmed(from.get(), to.get(), why.strip());
          return to.get();
        },
        now -> {
          if (now instanceof JobState.Succeeded<ImageDigest>(ImageDigest digest)) {
            made.set(Optional.of(digest));
            stage.set(new HotfixStage.Known("The digest was written down as stated"));
          } else if (now instanceof JobState.Failed<ImageDigest>(Throwable cause)) {
            stage.set(new HotfixStage.Failed("Not written down: " + why(cause), last != null));
          }
        });
  }

  /** Hears no more; a run that was triggered goes on. */
  void close() {
    newest.forget();
  }

  ActingViewModel acting() {
    return acting;
  }

  /** The digest that the new one must differ from, as it is written. */
  StringProperty bad() {
    return bad;
  }

  ReadOnlyObjectProperty<HotfixStage> stage() {
    return stage.getReadOnlyProperty();
  }

  /** Which pipeline it is, in words; empty before that is known. */
  ReadOnlyObjectProperty<String> pipeline() {
    return pipeline.getReadOnlyProperty();
  }

  /** The new digest; empty while none is known. */
  ReadOnlyObjectProperty<Optional<ImageDigest>> made() {
    return made.getReadOnlyProperty();
  }
}
