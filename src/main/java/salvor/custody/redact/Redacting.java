package salvor.custody.redact;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.custody.Actor;
import salvor.custody.Artefact;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyEntry;
import salvor.custody.Deed;
import salvor.custody.WorkFolder;
import salvor.custody.bundle.Parentage;
import salvor.custody.bundle.Payload;
import salvor.custody.bundle.Pieces;
import salvor.custody.bundle.Sealing;
import salvor.jobs.Progress;

/** Makes a redacted copy of evidence and seals it. */
public final class Redacting {
  private final RedactionRules rules;
  private final String reason;
  private final @Nullable String unreadReason;
  private final int longest;

  /**
   * @param rules what is taken out
   * @param reason why the copy is made
   * @param unreadReason why what cannot be looked into is copied as it is; null to leave it out
   */
  public Redacting(RedactionRules rules, String reason, @Nullable String unreadReason) {
    this(rules, reason, unreadReason, 16 << 20);
  }

  /**
   * @param longest a line or document that is longer is taken out
   */
  Redacting(RedactionRules rules, String reason, @Nullable String unreadReason, int longest) {
    this.rules = rules;
    this.reason = reason;
    this.unreadReason = unreadReason;
    this.longest = longest;
  }

  /** What would be taken out, by how often each rule meets something in each file. */
  public List<Redacted.Part> look(List<Path> given, Progress progress) throws IOException {
    try (WorkFolder work = WorkFolder.temporary()) {
      return pass(given, work.path(), new Secrets(), null, "Looking for secrets in ", progress);
    }
  }

  /**
   * Makes a copy.
   *
   * @param given files, folders and bundles, of which only the evidence in them is taken
   * @param out a folder that is new or empty, or an archive that is not there yet
   * @throws IOException with what to do in its message; nothing is left of the copy then
   */
  public Redacted copy(List<Path> given, Sealing sealing, Path out, Progress progress)
      throws IOException {
    Payload.requireOutside(given, out);
    try (WorkFolder folder = WorkFolder.beside(out)) {
      Path work = folder.path();
      Secrets secrets = new Secrets();
      rules.texts().forEach((text, rule) -> secrets.marker(rule, text));
      pass(given, work, secrets, null, "Looking for secrets in ", progress);
      secrets.close();
      Pieces pieces = new Pieces(Files.createDirectory(work.resolve("copy")));
      List<Redacted.Part> parts =
          pass(given, work, secrets, pieces, "Taking secrets out of ", progress);
      check(pieces.folder(), work, secrets, progress);
      if (pieces.size() == 0) {
        throw new IOException("nothing of it can be looked into; nothing was made");
      }
      return new Redacted(
          parts, secrets.size(), sealing.seal(pieces, told(given, parts, secrets), out, progress));
    } catch (Secrets.TooMany cause) {
      throw new IOException(cause.getMessage(), cause);
    }
  }

  /** Makes a copy, and has the ledger of a case say so. */
  public Redacted copyOf(
      CaseLedger of, List<Path> given, Sealing sealing, Path out, Progress progress)
      throws IOException {
    CustodyEntry derived =
        of.entry(Deed.DERIVED, reason)
            .asked(Map.of("verb", "redact", "path", of.name(out)), Map.of());
    try (CaseLedger.Begun begun = of.begin(derived, out)) {
      Redacted copy = copy(given, sealing, out, progress);
      String head = "head " + Sealing.fingerprint(copy.sealed().head());
      begun.done((Artefact) null, Map.of("result", head));
      return copy;
    }
  }

  private List<Redacted.Part> pass(
      List<Path> given,
      Path work,
      Secrets secrets,
      @Nullable Pieces pieces,
      String doing,
      Progress progress)
      throws IOException {
    Redactor redactor = new Redactor(rules, secrets);
    FileRedactor files = new FileRedactor(redactor, work, unreadReason != null, longest);
    Payload.visit(
        given,
        (name, in) -> {
          String shown = files.name(name);
          Map<String, Long> ofName = redactor.counts();
          InputStream told = new Told(in, doing + shown, progress);
          int before = files.parts().size();
          if (pieces == null) {
            files.file(shown, told, OutputStream.nullOutputStream());
          } else {
            one(files, shown, told, pieces, ofName, before);
          }
        });
    return files.parts();
  }

  private void one(
      FileRedactor files,
      String shown,
      InputStream in,
      Pieces pieces,
      Map<String, Long> ofName,
      int before)
      throws IOException {
    Path place = pieces.place(shown);
    boolean is;
    try (OutputStream out = Files.newOutputStream(place)) {
      is = files.file(shown, in, out);
    }
    if (!is) {
      Files.delete(place);
      return;
    }
    List<Redacted.Part> of = files.parts().subList(before, files.parts().size());
    Map<String, Long> counts = Redacted.counts(of);
    ofName.forEach((rule, count) -> counts.merge(rule, count, Long::sum));
    boolean unread = of.stream().anyMatch(part -> part.way() == Redacted.Way.UNREAD);
    Map<String, String> how = new TreeMap<>(Map.of("path", shown));
    how.put("way", unread ? "UNREAD" : "REDACTED");
    if (unread) {
      how.put("reason", String.valueOf(unreadReason));
    }
    pieces.add(
        place, CustodyEntry.of(Deed.DERIVED, Actor.ofSystem(), reason).asked(how, said(counts)));
  }

  private static Map<String, String> said(Map<String, Long> counts) {
    Map<String, String> said = new TreeMap<>();
    counts.forEach((rule, count) -> said.put("removed." + rule, count.toString()));
    return said;
  }

  /** Reads what was written once more: nothing that was found may stand in it. */
  private void check(Path folder, Path work, Secrets secrets, Progress progress)
      throws IOException {
    Redactor redactor = new Redactor(rules, secrets);
    FileRedactor files = new FileRedactor(redactor, work, false, longest);
    List<Path> all = new ArrayList<>();
    try (Stream<Path> found = Files.walk(folder)) {
      all.addAll(found.filter(Files::isRegularFile).sorted().toList());
    }
    for (Path file : all) {
      String name = folder.relativize(file).toString();
      try (InputStream in =
          new Told(Files.newInputStream(file), "Making sure of " + name, progress)) {
        files.file(name, in, OutputStream.nullOutputStream());
      }
    }
    for (Redacted.Part part : files.parts()) {
      if (part.counts().containsKey(Redactor.REPEATED)
          || part.counts().containsKey(Redactor.ENCODED)) {
        throw new IOException(
            part.path() + ": a value that was found is still in it; it cannot be redacted");
      }
    }
  }

  private List<CustodyEntry> told(List<Path> given, List<Redacted.Part> parts, Secrets secrets)
      throws IOException {
    Redactor names = new Redactor(rules, secrets);
    FileRedactor files = new FileRedactor(names, Path.of(""), false, longest);
    List<CustodyEntry> told = new ArrayList<>();
    Map<String, String> how = new TreeMap<>();
    for (int i = 0; i < given.size(); i++) {
      String which = "parent." + (given.size() == 1 ? "" : (i + 1) + ".");
      for (Map.Entry<String, String> each : Parentage.of(given.get(i)).entrySet()) {
        boolean path = each.getKey().equals("path");
        how.put(which + each.getKey(), path ? files.name(each.getValue()) : each.getValue());
      }
    }
    how.put("rules", String.join(" ", rules.ids()));
    Map<String, String> answer = said(Redacted.counts(parts));
    answer.put("values", Integer.toString(secrets.size()));
    told.add(
        CustodyEntry.of(Deed.DERIVED, Actor.ofSystem(), reason)
            .asked(how, answer)
            .saying("A redacted copy was made."));
    for (Redacted.Part part : parts) {
      if (part.way() == Redacted.Way.LEFT_OUT) {
        told.add(
            CustodyEntry.of(Deed.NOTE, Actor.ofSystem(), reason)
                .asked(Map.of("path", part.path(), "way", "LEFT_OUT"), Map.of())
                .saying("It cannot be looked into, and stayed out."));
      }
    }
    return told;
  }

  /** Tells what it reads, and can be stopped. */
  private static final class Told extends FilterInputStream {
    private final String doing;
    private final Progress progress;
    private long done;

    Told(InputStream in, String doing, Progress progress) {
      super(in);
      this.doing = doing;
      this.progress = progress;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int n = super.read(into, from, length);
      done += Math.max(0, n);
      progress.bytes(done, 0, doing);
      return n;
    }
  }
}
