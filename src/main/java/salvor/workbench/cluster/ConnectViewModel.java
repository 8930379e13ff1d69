package salvor.workbench.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Confirmed;
import salvor.cluster.KubeContext;
import salvor.cluster.Kubeconfigs;
import salvor.cluster.LogIn;
import salvor.cluster.Trouble;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Work;
import salvor.report.ClusterWords;
import salvor.report.KubeconfigWords;
import salvor.workbench.wording.VisibleText;

/** Connecting to a cluster: which contexts there are, what runs for it, and why it fails. */
public final class ConnectViewModel {
  private final LiveSource source;
  private final Jobs jobs;
  private final Executor fx;
  private final Consumer<Attached> connected;
  private final ReadOnlyObjectWrapper<List<KubeContext>> contexts =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper failed = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper doing = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<@Nullable LogIn> logIn = new ReadOnlyObjectWrapper<>();
  private Runnable again = () -> {};
  private List<Path> files = List.of();
  private @Nullable Job<?> job;

  /**
   * @param connected takes what was connected to; that it cannot is told
   * @param fx where properties change
   */
  public ConnectViewModel(LiveSource source, Jobs jobs, Executor fx, Consumer<Attached> connected) {
    this.source = source;
    this.jobs = jobs;
    this.fx = fx;
    this.connected = connected;
  }

  /** Reads the files that kubectl would take. */
  void readStandard() {
    read(
        Kubeconfigs.standard(
            System.getenv("KUBECONFIG"), Path.of(System.getProperty("user.home", "."))));
  }

  /** Reads these files. */
  void read(List<Path> files) {
    again = () -> read(files);
    this.files = files;
    start(
        "Reading the kubeconfig",
        _ -> Kubeconfigs.read(files, KubeContext.Origin.USER),
        read -> {
          contexts.set(read.contexts());
          trouble.set(
              String.join("\n", read.problems().stream().map(KubeconfigWords::problem).toList()));
          failed.set(!read.problems().isEmpty());
        });
  }

  /** Connects; a plugin that was not confirmed is shown and not run. */
  void connect(KubeContext context, List<Path> baselines) {
    connect(context, Confirmed.remembered(source.confirmed()), baselines);
  }

  /** Connects and does what is shown, now and later; the terminal then does too. */
  void connectConfirmed(KubeContext context, List<Path> baselines) {
    LogIn shown = logIn.get();
    if (shown != null) {
      try {
        Confirmed.remember(source.confirmed(), shown);
        connect(context, Confirmed.remembered(source.confirmed()).and(shown), baselines);
      } catch (IOException cause) {
        fail(
            "It was not done: that it is confirmed cannot be written down. "
                + VisibleText.of(String.valueOf(cause.getMessage()), 300));
      }
    }
  }

  private void connect(KubeContext context, Confirmed confirmed, List<Path> baselines) {
    again = () -> connect(context.name(), anew -> connect(anew, confirmed, baselines));
    start(
        "Connecting to " + VisibleText.of(context.name(), 80),
        progress -> Attached.to(context, confirmed, baselines, source, progress),
        connected);
  }

  /** Reads a file and connects by one of its contexts, the current one when the name is empty. */
  public void connect(Path file, String context) {
    again = () -> connect(file, context);
    files = List.of(file);
    connect(context, found -> connect(found, List.of()));
  }

  private void connect(String context, Consumer<KubeContext> connect) {
    start(
        "Reading the kubeconfig",
        _ -> Kubeconfigs.read(files, KubeContext.Origin.USER),
        read -> {
          contexts.set(read.contexts());
          read.context(context)
              .ifPresentOrElse(
                  connect, () -> fail("There is no such context in this kubeconfig. Choose one."));
        });
  }

  /** Plays a recorded incident and connects to it. */
  public void practise(PractiseViewModel.Choice choice) {
    again = () -> practise(choice);
    start(
        "Practise on a recorded incident",
        progress -> Attached.practising(choice, source, progress),
        connected);
  }

  /** Does once more what failed or was stopped; files are read anew. */
  void again() {
    again.run();
  }

  /** Stops what is under way. */
  void stop() {
    Job<?> under = job;
    if (under != null) {
      under.cancel();
    }
  }

  private <T> void start(String title, Work<T> work, Consumer<T> result) {
    logIn.set(null);
    trouble.set("");
    failed.set(false);
    busy.set(true);
    doing.set(title);
    Job<T> started = jobs.start(title, work);
    job = started;
    started.watch(fx, now -> show(started, now, result));
  }

  private <T> void show(Job<T> of, JobState<T> now, Consumer<T> result) {
    if (now.isFinal() && of == job) {
      busy.set(false);
      doing.set("");
    }
    switch (now) {
      case JobState.Succeeded<T>(T made) -> {
        try {
          result.accept(made);
        } catch (UncheckedIOException cause) { // recording cannot begin
          failed(cause);
        }
      }
      case JobState.Failed<T>(Throwable cause) -> failed(cause);
      case JobState.Cancelled<T> _ -> trouble.set("Stopped.");
      case JobState.Running<T>(_, _, String what, _) -> doing.set(what);
      case JobState.Waiting<T> _ -> {}
    }
  }

  private void failed(Throwable cause) {
    if (cause instanceof ClusterFailure failure) {
      trouble.set(
          ClusterWords.trouble(failure.trouble())
              + (failure.trouble() instanceof Trouble.Other
                  ? " Check address, credentials and proxy of the context, and try again."
                  : ""));
      if (failure.trouble() instanceof Trouble.NotConfirmed(LogIn wanted, _)) {
        logIn.set(wanted);
      } else {
        failed.set(true);
      }
    } else {
      fail("Not connected: " + VisibleText.of(String.valueOf(cause.getMessage()), 300));
    }
  }

  private void fail(String why) {
    trouble.set(why);
    failed.set(true);
  }

  /** Why a context cannot be connected by; empty when it can. */
  static String unusable(@Nullable KubeContext context) {
    return context == null
        ? "Choose a context."
        : String.join("\n", context.problems().stream().map(KubeconfigWords::problem).toList());
  }

  ReadOnlyObjectProperty<List<KubeContext>> contexts() {
    return contexts.getReadOnlyProperty();
  }

  /** What is wrong, with the remedy; empty when nothing is. */
  public ReadOnlyStringProperty trouble() {
    return trouble.getReadOnlyProperty();
  }

  /** Whether what is wrong is a failure; what was stopped, or asks for leave, is none. */
  ReadOnlyBooleanProperty failed() {
    return failed.getReadOnlyProperty();
  }

  ReadOnlyStringProperty doing() {
    return doing.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }

  /** What would have to be done to log in, null for nothing. */
  ReadOnlyObjectProperty<@Nullable LogIn> logIn() {
    return logIn.getReadOnlyProperty();
  }
}
