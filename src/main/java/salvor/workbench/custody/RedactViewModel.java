package salvor.workbench.custody;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.custody.redact.Redacted;
import salvor.custody.redact.Redacting;
import salvor.custody.redact.RedactionRules;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.report.RedactionWords;
import salvor.workbench.jobs.JobsViewModel;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** What a redacted copy of the evidence takes out, how much that is, and making it. */
final class RedactViewModel {
  private static final int NAMED = 5;
  private static final String NOT_LOOKED =
      "Look ahead tells how much each rule finds, before anything is made.";

  /**
   * A rule.
   *
   * @param catches what it takes out
   * @param found how often; empty before one has looked
   */
  record Rule(String id, String catches, String found) {}

  /**
   * A file, or a member of an archive.
   *
   * @param becomes what becomes of it
   * @param found how often something is taken out of it
   */
  record FileRow(String path, String becomes, String found) {}

  /**
   * What is known.
   *
   * @param words how far it can be relied on
   * @param looking the look ahead while it goes on; null when there is none
   */
  record Shown(
      List<Rule> rules, List<FileRow> files, String words, JobsViewModel.@Nullable Shown looking) {
    Shown {
      rules = List.copyOf(rules);
      files = List.copyOf(files);
    }
  }

  private final CustodyActs acts;
  private final Jobs jobs;
  private final Executor fx;
  private final JobsViewModel own;
  private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>();
  private @Nullable Job<?> look;
  private String fields = "";
  private @Nullable String keepUnread;

  RedactViewModel(CustodyActs acts, Jobs jobs, Executor fx) {
    this.acts = acts;
    this.jobs = jobs;
    this.fx = fx;
    this.own = new JobsViewModel(fx);
    forget();
  }

  /** What is known. */
  ReadOnlyObjectProperty<Shown> shown() {
    return shown.getReadOnlyProperty();
  }

  /** The fields that are taken out as well, by their names with commas between. */
  void fields(String names) {
    fields = names;
    forget();
  }

  /**
   * What becomes of what cannot be looked into.
   *
   * @param reason why it is copied as it is; null to leave it out
   */
  void keepUnread(@Nullable String reason) {
    boolean other = (reason == null) != (keepUnread == null);
    keepUnread = reason;
    if (other) {
      forget();
    }
  }

  /** Whether what is asked for can be done. */
  boolean isSaid() {
    return keepUnread == null || !keepUnread.isBlank();
  }

  private RedactionRules rules() {
    RedactionRules rules = RedactionRules.builtIn();
    try {
      for (String field : Arrays.stream(fields.split(",")).filter(f -> !f.isBlank()).toList()) {
        rules = rules.field(field);
      }
    } catch (RedactionRules.Unusable cause) {
      throw new IllegalStateException(cause); // only a blank one is, and none is left
    }
    return rules;
  }

  /** What was found is of no use any more. */
  private void forget() {
    stop();
    show(null, false, NOT_LOOKED);
  }

  /** Stops the look ahead. */
  void stop() {
    Job<?> last = look;
    look = null;
    if (last != null) {
      last.cancel();
      show(null, false, NOT_LOOKED);
    }
  }

  /** Reads the evidence and counts what the rules find. */
  void look() {
    stop();
    Redacting redacting = new Redacting(rules(), "", keepUnread);
    Job<List<Redacted.Part>> job =
        jobs.start("Looking for secrets", progress -> redacting.look(acts.given(), progress));
    look = job;
    Shown now = shown.get();
    shown.set(new Shown(now.rules(), now.files(), "", own.add(job)));
    job.watch(
        fx,
        state -> {
          if (look == job && state.isFinal()) {
            look = null;
            looked(state);
          }
        });
  }

  private void looked(JobState<List<Redacted.Part>> state) {
    switch (state) {
      case JobState.Succeeded<List<Redacted.Part>>(List<Redacted.Part> parts) ->
          show(
              parts,
              true,
              "At least so much: the copy also takes out what was found wherever else it stands.");
      case JobState.Failed<List<Redacted.Part>>(Throwable cause) ->
          show(
              null,
              false,
              "Not looked: " + VisibleText.of(String.valueOf(cause.getMessage()), 400));
      case JobState.Cancelled<List<Redacted.Part>> _,
          JobState.Waiting<List<Redacted.Part>> _,
          JobState.Running<List<Redacted.Part>> _ ->
          show(null, false, NOT_LOOKED);
    }
  }

  /** Makes the copy. */
  void copy(CustodyActs.Bundle bundle) {
    forget();
    String why = keepUnread == null ? null : keepUnread.strip();
    Redacting redacting = new Redacting(rules(), bundle.reason(), why);
    acts.make(
        "Making a redacted copy",
        bundle,
        (sealing, progress) -> {
          Redacted copy =
              redacting.copyOf(acts.ledger(), acts.given(), sealing, bundle.out(), progress);
          fx.execute(() -> show(copy.parts(), false, "So much was taken out."));
          return new CustodyActs.Outcome(
              "Redacted copy: " + CustodyActs.inBundle(copy.sealed()),
              Moments.count(copy.values(), "different value")
                  + " taken out."
                  + told(copy.parts(), Redacted.Way.LEFT_OUT)
                  + told(copy.parts(), Redacted.Way.UNREAD)
                  + "\n"
                  + acts.told(copy.sealed(), bundle),
              true,
              null);
        });
  }

  private static String told(List<Redacted.Part> parts, Redacted.Way way) {
    List<String> names =
        parts.stream()
            .filter(part -> part.way() == way)
            .map(part -> CustodyActs.visible(part.path()))
            .toList();
    if (names.isEmpty()) {
      return "";
    }
    int more = names.size() - NAMED;
    return "\n"
        + Moments.count(names.size(), "file")
        + " "
        + RedactionWords.way(way)
        + ": "
        + names.stream().limit(NAMED).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + Moments.count(more) + " more" : "");
  }

  private void show(@Nullable List<Redacted.Part> parts, boolean atLeast, String words) {
    Map<String, Long> counts = parts == null ? Map.of() : Redacted.counts(parts);
    Set<String> ids = new LinkedHashSet<>(rules().ids());
    ids.addAll(counts.keySet());
    Comparator<String> mostFirst =
        Comparator.comparing((String id) -> counts.getOrDefault(id, 0L)).reversed();
    List<Rule> rules = new ArrayList<>();
    for (String id : ids.stream().sorted(mostFirst).toList()) {
      String found = parts == null ? "" : found(counts.getOrDefault(id, 0L), atLeast);
      rules.add(new Rule(id, RedactionWords.rule(id), found));
    }
    List<FileRow> files = new ArrayList<>();
    for (Redacted.Part part : parts == null ? List.<Redacted.Part>of() : parts) {
      long found = part.counts().values().stream().mapToLong(Long::longValue).sum();
      files.add(
          new FileRow(
              CustodyActs.visible(part.path()),
              RedactionWords.way(part.way()),
              part.way() == Redacted.Way.REDACTED ? found(found, atLeast) : "not looked into"));
    }
    shown.set(new Shown(rules, files, words, null));
  }

  private static String found(long count, boolean atLeast) {
    if (count == 0) {
      return atLeast ? "none seen" : "none";
    }
    return atLeast ? "at least " + Moments.count(count) : Moments.count(count);
  }
}
