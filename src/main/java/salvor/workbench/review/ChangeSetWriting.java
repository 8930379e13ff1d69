package salvor.workbench.review;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import salvor.casefile.CaseCustody;
import salvor.custody.Deed;
import salvor.custody.SigningKey;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Work;
import salvor.report.CaseReview;
import salvor.report.ChangeSet;
import salvor.report.ChangeSetCheck;
import salvor.report.ChangeSetText;
import salvor.workbench.wording.VisibleText;

/** Writes change sets, and checks those that are there: each as a job. */
final class ChangeSetWriting {
  /**
   * What became of it.
   *
   * @param title in a sentence; empty when nothing was asked for
   * @param words all that is to be said
   * @param good whether it is as it should be
   */
  record Told(String title, String words, boolean good) {
    static final Told NOTHING = new Told("", "", true);
  }

  private final CaseCustody custody;
  private final Path key;
  private final Consumer<Job<?>> listed;
  private final Jobs jobs;
  private final Executor fx;
  private final ReadOnlyObjectWrapper<Told> told = new ReadOnlyObjectWrapper<>(Told.NOTHING);

  ChangeSetWriting(CaseCustody custody, Path key, Consumer<Job<?>> listed, Jobs jobs, Executor fx) {
    this.custody = custody;
    this.key = key;
    this.listed = listed;
    this.jobs = jobs;
    this.fx = fx;
  }

  /** Whether there is a key already. */
  boolean hasKey() {
    return Files.exists(key);
  }

  /** Writes one, and reads it back. */
  void write(
      CaseReview.Prepared what,
      Path folder,
      ChangeSet.Statement statement,
      SigningKey.Passphrase passphrase) {
    run(
        "Writing the change set",
        progress -> {
          progress.at(0, 0, "Writing and signing");
          SigningKey signing = SigningKey.in(key, passphrase);
          custody
              .ledger()
              .made(
                  custody.entry(Deed.EXPORTED, statement.reason(), "review"),
                  folder,
                  () -> ChangeSet.write(folder, what.report(), what.files(), statement, signing));
          Told check = check(folder);
          return new Told(
              "Written to " + name(folder) + ". " + check.title(), check.words(), check.good());
        });
  }

  /** Checks one. */
  void verify(Path folder) {
    run(
        "Checking a change set",
        progress -> {
          progress.at(0, 0, "Checking");
          Told check = check(folder);
          return new Told(name(folder) + ": " + check.title(), check.words(), check.good());
        });
  }

  private static String name(Path folder) {
    return VisibleText.of(String.valueOf(folder.getFileName()), 120);
  }

  private Told check(Path folder) throws IOException {
    ChangeSetCheck check = ChangeSetCheck.of(folder);
    String own = SigningKey.fingerprint(key).orElse("");
    StringWriter words = new StringWriter();
    PrintWriter out = new PrintWriter(words);
    ChangeSetText.write(check, own, out);
    out.flush();
    boolean good = check.problems().isEmpty();
    return new Told(
        good ? "Signed, and every file is as it was signed." : "It is NOT as it was signed.",
        words.toString().strip(),
        good);
  }

  private void run(String title, Work<Told> work) {
    told.set(new Told(title + "\u2026", "", true));
    Job<Told> job = jobs.start(title, work);
    listed.accept(job);
    job.watch(
        fx,
        state -> {
          switch (state) {
            case JobState.Waiting<Told> _, JobState.Running<Told> _ -> {}
            case JobState.Succeeded<Told>(Told now) -> told.set(now);
            case JobState.Failed<Told>(Throwable cause) ->
                told.set(
                    new Told(
                        "It failed.",
                        VisibleText.of(String.valueOf(cause.getMessage()), 600),
                        false));
            case JobState.Cancelled<Told> _ -> told.set(new Told("It was stopped.", "", false));
          }
        });
  }

  /** What became of the last one. */
  ReadOnlyObjectProperty<Told> told() {
    return told.getReadOnlyProperty();
  }

  /** Forgets what became of the last one. */
  void quiet() {
    told.set(Told.NOTHING);
  }
}
