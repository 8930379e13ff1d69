package salvor.workbench.custody;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.casefile.CaseCustody;
import salvor.custody.CaseLedger;
import salvor.custody.SigningKey;
import salvor.custody.TimeStampAuthority;
import salvor.custody.Transfer;
import salvor.custody.bundle.BundleCheck;
import salvor.custody.bundle.Sealing;
import salvor.custody.bundle.StampQueue;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.jobs.Work;
import salvor.report.BundleWords;
import salvor.report.DoubtWords;
import salvor.workbench.jobs.JobsViewModel;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** What is done with evidence and ledger, each as a job that can be stopped. */
final class CustodyActs {
  /**
   * What became of the last one.
   *
   * @param title in a sentence; empty when nothing was asked for
   * @param words all that is to be said
   * @param job the work while it goes on; null when it is over
   */
  record Outcome(String title, String words, boolean good, JobsViewModel.@Nullable Shown job) {
    static final Outcome NOTHING = new Outcome("", "", true, null);
  }

  /**
   * How a bundle is made.
   *
   * @param passphrase opens the key, or is that of a new one; null for no signature
   * @param authority who stamps it; blank for nobody
   */
  record Bundle(
      Path out, String name, String reason, char @Nullable [] passphrase, String authority) {}

  /** Makes a bundle of its kind, and tells it. */
  interface Making {
    Outcome made(Sealing sealing, Progress progress) throws Exception;
  }

  private final CaseCustody custody;
  private final String name;
  private final Path key;
  private final Consumer<Job<?>> listed;
  private final Runnable written;
  private final InstantSource clock;
  private final Jobs jobs;
  private final Executor fx;
  private final JobsViewModel own;
  private final ReadOnlyObjectWrapper<Outcome> outcome =
      new ReadOnlyObjectWrapper<>(Outcome.NOTHING);

  /**
   * @param written is run when something was written into the ledger
   */
  CustodyActs(
      CaseCustody custody,
      String name,
      Path key,
      Consumer<Job<?>> listed,
      Runnable written,
      InstantSource clock,
      Jobs jobs,
      Executor fx) {
    this.custody = custody;
    this.name = name;
    this.key = key;
    this.listed = listed;
    this.written = written;
    this.clock = clock;
    this.jobs = jobs;
    this.fx = fx;
    this.own = new JobsViewModel(fx);
  }

  /** What the case is called. */
  String name() {
    return name;
  }

  /** The evidence as it was given. */
  List<Path> given() {
    return custody.given();
  }

  /** Where it is written down. */
  CaseLedger ledger() {
    return custody.ledger();
  }

  /** What would be taken out of a redacted copy, and making one. */
  RedactViewModel redacting() {
    return new RedactViewModel(this, jobs, fx);
  }

  /** Whether there is a key already. */
  boolean hasKey() {
    return Files.exists(key);
  }

  /** What the key is known by; empty when there is none, or it cannot be read. */
  String fingerprint() {
    try {
      return SigningKey.fingerprint(key).orElse("");
    } catch (IOException _) {
      return ""; // signing by it says why
    }
  }

  /** Seals evidence. */
  void seal(Bundle bundle) {
    make(
        "Sealing evidence",
        bundle,
        (sealing, progress) -> {
          Sealing.Sealed sealed = sealing.sealOf(ledger(), given(), bundle.out(), progress);
          return new Outcome(
              "Sealed: " + inBundle(sealed),
              (sealed.goesOn()
                      ? "The recording goes on: in it is what was whole by then. Seal again when it"
                          + " ends.\n"
                      : "")
                  + told(sealed, bundle)
                  + (sealed.passedOver().isEmpty()
                      ? ""
                      : "\n"
                          + Moments.count(sealed.passedOver().size())
                          + " links, pipes or devices are not in it; its ledger names them."),
              true,
              null);
        });
  }

  /** Makes a bundle. */
  void make(String title, Bundle bundle, Making making) {
    run(title, progress -> making.made(sealing(bundle), progress));
  }

  private Sealing sealing(Bundle bundle) throws IOException {
    char[] said = bundle.passphrase();
    TimeStampAuthority authority =
        bundle.authority().isBlank()
            ? null
            : new TimeStampAuthority(URI.create(bundle.authority().strip()));
    return new Sealing(
        new Sealing.Statement(
            bundle.name(), System.getProperty("user.name", "unknown"), null, bundle.reason()),
        said == null ? null : SigningKey.in(key, (_, _) -> said.clone()),
        authority == null ? null : authority::stamp,
        clock);
  }

  /** How many files are in a bundle, and where it is. */
  static String inBundle(Sealing.Sealed sealed) {
    return Moments.count(sealed.files(), "file") + " in " + visible(sealed.path());
  }

  /** By what a bundle is proved that was made; it waits for its stamp where it has none. */
  String told(Sealing.Sealed sealed, Bundle bundle) throws IOException {
    String unstamped = sealed.unstamped();
    if (unstamped != null) {
      StampQueue.ofUser().add(sealed.path());
    }
    return "SHA-256 of its head, to be written down elsewhere: "
        + Sealing.fingerprint(sealed.head())
        + (bundle.passphrase() == null
            ? "\nNot signed: verifying it gives VALID-UNSIGNED at best."
            : "\nSigned by the key " + fingerprint())
        + (unstamped == null
            ? ""
            : "\nNot stamped: "
                + VisibleText.of(unstamped, 300)
                + ". It waits, and salvor timestamp asks again.");
  }

  /** Verifies a bundle that is somewhere. */
  void verify(Path bundle) {
    run(
        "Verifying a bundle",
        progress -> {
          BundleCheck.Result result =
              BundleCheck.of(bundle, BundleCheck.Trusted.ofUser(), progress);
          custody.ledger().write(CaseCustody.verified(custody.ledger(), bundle, result));
          boolean good = result.standing() == salvor.custody.Standing.VALID;
          return new Outcome(
              CustodyViewModel.sign(result.standing())
                  + " "
                  + BundleWords.name(result.standing())
                  + " "
                  + visible(bundle),
              BundleWords.sentence(result.standing()) + " " + DoubtWords.worst(result),
              good,
              null);
        });
  }

  /** Hands a file to another person. */
  void handOver(Path item, Transfer.Terms terms, Path into) {
    run(
        "Handing over",
        progress -> {
          Path copy = Transfer.of(custody.ledger(), item, terms, into, progress);
          return new Outcome(
              "Handed to " + VisibleText.of(terms.to(), 100) + ": " + visible(copy),
              "Its hash was the same before and after.",
              true,
              null);
        });
  }

  /** Copies the ledger into a folder. */
  void export(Path folder) {
    run(
        "Exporting the ledger",
        _ -> {
          custody.ledger().copy(folder);
          return new Outcome("The ledger was copied to " + visible(folder), "", true, null);
        });
  }

  private static String visible(Path path) {
    return visible(path.toAbsolutePath().toString());
  }

  /** A path as it can be shown. */
  static String visible(String path) {
    return VisibleText.middle(VisibleText.of(path, 2000), 120);
  }

  private void run(String title, Work<Outcome> work) {
    Job<Outcome> job = jobs.start(title, work);
    listed.accept(job);
    outcome.set(new Outcome(title + "\u2026", "", true, own.add(job)));
    job.watch(
        fx,
        state -> {
          switch (state) {
            case JobState.Waiting<Outcome> _, JobState.Running<Outcome> _ -> {}
            case JobState.Succeeded<Outcome>(Outcome now) -> end(now);
            case JobState.Failed<Outcome>(Throwable cause) ->
                end(
                    new Outcome(
                        title + " failed.",
                        VisibleText.of(String.valueOf(cause.getMessage()), 600),
                        false,
                        null));
            case JobState.Cancelled<Outcome> _ ->
                end(new Outcome(title + " was stopped; nothing is left of it.", "", false, null));
          }
        });
  }

  private void end(Outcome now) {
    outcome.set(now);
    written.run();
  }

  /** What became of the last one. */
  ReadOnlyObjectProperty<Outcome> outcome() {
    return outcome.getReadOnlyProperty();
  }

  /** Forgets that. */
  void quiet() {
    outcome.set(Outcome.NOTHING);
  }
}
