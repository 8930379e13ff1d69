package salvor.casefile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.casefile.CaseNote.About;
import salvor.custody.Artefact;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyEntry;
import salvor.custody.Deed;
import salvor.custody.bundle.BundleCheck;
import salvor.jobs.Job;
import salvor.jobs.Jobs;

/**
 * What is written down of an open case: that it was imported or opened, and what people edited, as
 * one record for all that they do until they close it. That a ledger cannot be written keeps nobody
 * from the evidence: {@link #trouble} says it, and nothing can leave the case then.
 */
public final class CaseCustody {
  /** Evidence that one record names; of more it tells the number. */
  private static final int MOST_PARENTS = 1000;

  private final CaseLedger ledger;
  private final String author;
  private final @Nullable String reason;
  private List<String> evidence = List.of();
  private List<Path> given = List.of();
  private @Nullable Job<?> opening;
  private CaseLedger.@Nullable Begun batch;
  private long edits;
  private long turned;
  private long last;
  private @Nullable String trouble;

  CaseCustody(CaseLedger ledger, String author, @Nullable String reason) {
    this.ledger = ledger;
    this.author = author;
    this.reason = reason;
  }

  /**
   * Of what is recorded while one looks.
   *
   * @param folder where; what is whole of it can be given
   */
  public static CaseCustody recording(CaseLedger ledger, Path folder) {
    CaseCustody recording = new CaseCustody(ledger, "", null);
    recording.given = List.of(folder);
    return recording;
  }

  /** What is kept nowhere. */
  static CaseCustody none(List<Path> given) {
    CaseCustody none = new CaseCustody(CaseLedger.NONE, "", null);
    none.given = List.copyOf(given);
    return none;
  }

  /** Where records are written. */
  public CaseLedger ledger() {
    return ledger;
  }

  /** The files and folders of the evidence as they were given, where they are now. */
  public List<Path> given() {
    return given;
  }

  /** That a bundle was verified, with what was found. */
  public static CustodyEntry verified(CaseLedger in, Path bundle, BundleCheck.Result result) {
    return in.entry(Deed.VERIFIED, null)
        .asked(Map.of("verb", "verify", "path", in.name(bundle)), result.told());
  }

  /** Something that is done with the evidence of this case. */
  public CustodyEntry entry(Deed event, @Nullable String why, String verb) {
    Map<String, String> how = new TreeMap<>();
    how.put("verb", verb);
    if (evidence.size() > MOST_PARENTS) {
      how.put("parents", Integer.toString(evidence.size()));
    }
    CustodyEntry entry = ledger.entry(event, why == null ? reason : why).asked(how, Map.of());
    return evidence.size() > MOST_PARENTS ? entry : entry.madeOf(evidence);
  }

  /** Why something could not be written down; empty while everything could. */
  public Optional<String> trouble() {
    Job<?> job = opening;
    if (job != null) {
      job.await();
    }
    synchronized (this) {
      return Optional.ofNullable(trouble);
    }
  }

  /** What was read into the case, file by file; before it is told that the import has ended. */
  void imported(Inputs inputs, CaseFolder folder, List<CaseNote> notes) {
    List<CustodyEntry> entries = new ArrayList<>();
    for (CaseNote note : notes) {
      if (note.about() == About.IMPORT_WAS_INTERRUPTED) {
        entries.add(ledger.entry(Deed.NOTE, null).saying("An import had been interrupted."));
      }
    }
    for (Inputs.Found file : inputs.files()) {
      entries.add(imported(file, inputs.named().get(file.named()), folder));
    }
    know(inputs, folder);
    attempt(() -> {
      ledger.repair();
      ledger.write(entries);
    });
  }

  private CustodyEntry imported(Inputs.Found file, Inputs.Named named, CaseFolder folder) {
    var root = named.locate(folder.path());
    var path = root == null || file.path().isEmpty() ? root : root.resolve(file.path());
    String name = path == null ? named.absolute() : ledger.name(path);
    Map<String, String> how =
        Map.of("verb", "import", "path", name, "role", named.baseline() ? "baseline" : "evidence");
    String hash = file.sha256();
    return hash == null
        ? ledger.entry(Deed.FAILED, reason).asked(how, Map.of()).saying("It was not read.")
        : ledger
            .entry(Deed.IMPORTED, reason)
            .named(id(hash))
            .about(Artefact.whole(name, file.size(), hash))
            .asked(how, Map.of());
  }

  /** The same bytes are the same evidence, however often they are imported. */
  private static String id(String sha256) {
    return java.util
        .UUID
        .nameUUIDFromBytes(sha256.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
        .toString();
  }

  private void know(Inputs inputs, CaseFolder folder) {
    given = inputs.paths(false, folder.path());
    evidence =
        inputs.files().stream()
            .flatMap(file -> Optional.ofNullable(file.sha256()).stream())
            .map(CaseCustody::id)
            .distinct()
            .toList();
  }

  /** That a case was opened that had been imported before; written beside what is done with it. */
  void opened(
      Inputs inputs, CaseFolder folder, long observations, List<CaseNote> notes, Jobs jobs) {
    know(inputs, folder);
    Map<String, String> found = new TreeMap<>();
    found.put("files", Integer.toString(inputs.files().size()));
    found.put("observations", Long.toString(observations));
    for (CaseNote note : notes) {
      found.merge(note.about().name(), "1", (n, _) -> Long.toString(Long.parseLong(n) + 1));
    }
    CustodyEntry entry = ledger.entry(Deed.ACCESSED, reason).asked(Map.of("verb", "open"), found);
    opening =
        jobs.start(
            "Write down that the case was opened",
            _ -> {
              attempt(() -> {
                ledger.repair();
                ledger.write(entry);
              });
              return "written";
            });
  }

  /** An edit was made, undone or done again. */
  synchronized void edited(Edit edit) {
    if (edit.state() == Edit.State.DONE && edit.number() > last) {
      edits++;
    } else {
      turned++;
    }
    last = Math.max(last, edit.number());
    if (batch == null) {
      attempt(() -> batch = ledger.begin(batch("from", edit.number()), null));
    }
  }

  private CustodyEntry batch(String from, long number) {
    return ledger
        .entry(Deed.NOTE, reason)
        .asked(Map.of("verb", "edit", "author", author, from, Long.toString(number)), Map.of());
  }

  /** Writes down what was edited. */
  void close() {
    Job<?> job = opening;
    if (job != null) {
      job.await();
    }
    synchronized (this) {
      CaseLedger.Begun open = batch;
      batch = null;
      if (open != null) {
        attempt(() ->
            open.done(
                Map.of(
                    "edits", Long.toString(edits),
                    "turned", Long.toString(turned),
                    "to", Long.toString(last))));
      }
    }
  }

  private void attempt(CaseLedger.Making writing) {
    try {
      writing.run();
    } catch (IOException cause) {
      synchronized (this) {
        trouble = String.valueOf(cause.getMessage());
      }
    }
  }
}
