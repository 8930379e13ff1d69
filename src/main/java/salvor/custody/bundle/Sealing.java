package salvor.custody.bundle;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
import salvor.custody.CustodyHead;
import salvor.custody.CustodyLedger;
import salvor.custody.Deed;
import salvor.custody.Durable;
import salvor.custody.Sha256;
import salvor.custody.SigningKey;
import salvor.custody.Tool;
import salvor.custody.WorkFolder;
import salvor.jobs.Progress;

/**
 * Seals evidence: copies it into a bundle, hashing it while it is copied, writes down where each
 * file came from, and signs the end of that. A bundle is there as a whole or not at all.
 */
public final class Sealing {
  private final Statement statement;
  private final @Nullable SigningKey key;
  private final @Nullable Stamping stamping;
  private final InstantSource clock;
  private final Map<String, Manifest.Hashes> payload = new TreeMap<>();
  private final Map<String, Manifest.Hashes> tags = new TreeMap<>();
  private @Nullable String unstamped;
  private Map<String, String> ofPods = Map.of();

  /** Gets a time-stamp of some content (RFC 3161). */
  @FunctionalInterface
  public interface Stamping {
    /** The response of an authority. */
    byte[] stamp(byte[] content) throws IOException;
  }

  /**
   * What is said of a bundle.
   *
   * @param name what it is known by, as {@code External-Identifier}
   * @param author who seals it
   * @param organization of whom; null where nothing was said
   * @param reason why, as the ledger keeps it
   */
  public record Statement(
      String name, String author, @Nullable String organization, String reason) {}

  /**
   * A bundle that was made.
   *
   * @param files how many there are in its payload
   * @param bytes how long they are together
   * @param passedOver links, pipes and devices that were given and are not in it
   * @param goesOn whether a recording goes on, of which what was whole is in it
   * @param head its end
   * @param unstamped why it has no time-stamp though one was asked for; null otherwise
   */
  public record Sealed(
      Path path,
      BundleForm form,
      long files,
      long bytes,
      List<Path> passedOver,
      boolean goesOn,
      CustodyHead head,
      @Nullable String unstamped) {
    /** Copies the list. */
    public Sealed {
      passedOver = List.copyOf(passedOver);
    }
  }

  /**
   * @param key to sign by; null leaves it unsigned, which every check says
   * @param stamping gets a time-stamp of the head; null when none is wanted
   */
  public Sealing(
      Statement statement,
      @Nullable SigningKey key,
      @Nullable Stamping stamping,
      InstantSource clock) {
    this.stamping = stamping;
    this.statement = statement;
    this.key = key;
    this.clock = clock;
  }

  /**
   * Makes a bundle.
   *
   * @param given files and folders
   * @param ledger the ledger of the case that the evidence is of, which goes on in the bundle; null
   *     where there is none
   * @param out a folder that is new or empty, or an archive that is not there yet
   * @throws IOException with what to do in its message; nothing is left of the bundle then
   */
  public Sealed seal(List<Path> given, @Nullable Path ledger, Path out, Progress progress)
      throws IOException {
    Payload.requireOutside(given, out);
    requireFree(out, BundleForm.of(out));
    return seal(work -> new Gathering(given, work), List.of(), ledger, out, progress);
  }

  /**
   * Makes a bundle of what was made of evidence.
   *
   * @param made the files, each with what is said of it
   * @param told what is said of all, before the end
   * @throws IOException with what to do in its message; nothing is left of the bundle then
   */
  public Sealed seal(Pieces made, List<CustodyEntry> told, Path out, Progress progress)
      throws IOException {
    requireFree(out, BundleForm.of(out));
    return seal(_ -> new Gathering(made), told, null, out, progress);
  }

  /** Finds what is to be sealed. */
  @FunctionalInterface
  private interface Finding {
    Gathering in(Path work) throws IOException;
  }

  private Sealed seal(
      Finding finding, List<CustodyEntry> told, @Nullable Path ledger, Path out, Progress progress)
      throws IOException {
    BundleForm form = BundleForm.of(out);
    try (WorkFolder work = WorkFolder.beside(out)) {
      Path fresh = work.path().resolve("bundle");
      Gathering gathered = finding.in(work.path());
      CustodyHead head;
      try (BundleOut to =
          form == BundleForm.FOLDER
              ? new BundleOut.Folder(fresh)
              : BundleOut.archive(form, fresh, form.folder(out))) {
        head = write(gathered, told, ledger, work.path(), to, progress);
      }
      progress.at(gathered.bytes(), gathered.bytes(), "Writing to the disk");
      Durable.all(fresh);
      requireFree(out, form);
      Files.deleteIfExists(out); // an empty folder at most
      Files.move(fresh, out);
      Durable.name(out);
      if (form != BundleForm.FOLDER) {
        ArchiveHash.write(out);
      }
      return new Sealed(
          out,
          form,
          payload.size(),
          gathered.bytes(),
          gathered.passedOver(),
          gathered.goesOn(),
          head,
          unstamped);
    }
  }

  /**
   * Makes a bundle of a case's evidence: its ledger goes on in the bundle, and says itself that it
   * was sealed.
   */
  public Sealed sealOf(CaseLedger of, List<Path> given, Path out, Progress progress)
      throws IOException {
    CustodyEntry planned =
        of.entry(Deed.EXPORTED, statement.reason())
            .asked(Map.of("verb", "seal", "path", of.name(out)), Map.of());
    try (CaseLedger.Begun begun = of.begin(planned, out)) {
      Sealed sealed = seal(given, of.file().filter(Files::exists).orElse(null), out, progress);
      Map<String, String> said = new TreeMap<>(ofPods);
      said.put("result", "head " + fingerprint(sealed.head()));
      said.put("files", Long.toString(sealed.files()));
      said.put("bytes", Long.toString(sealed.bytes()));
      said.put("signer", key == null ? "none" : key.fingerprint());
      begun.done((Artefact) null, said);
      return sealed;
    }
  }

  private static void requireFree(Path out, BundleForm form) throws IOException {
    if (form == BundleForm.FOLDER && Files.isDirectory(out, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> there = Files.list(out)) {
        if (there.findAny().isPresent()) {
          throw new FileAlreadyExistsException(out + " is not empty; name a new folder");
        }
      }
    } else if (Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(out + " is there already; name another");
    } else if (form != BundleForm.FOLDER) {
      ArchiveHash.requireNone(out);
    }
  }

  private CustodyHead write(
      Gathering gathered,
      List<CustodyEntry> told,
      @Nullable Path ledger,
      Path work,
      BundleOut to,
      Progress progress)
      throws IOException {
    List<CustodyEntry> entries = new ArrayList<>();
    Hashing hashing = new Hashing(progress, gathered.bytes());
    for (Gathering.Found found : gathered.files()) {
      Manifest.Hashes hashes = copy(found, hashing, to);
      payload.put(Manifest.DATA + found.name(), hashes);
      CustodyEntry entry = found.entry() == null ? imported(found) : found.entry();
      entries.add(
          entry.about(
              Artefact.whole(Manifest.DATA + found.name(), hashes.size(), hashes.sha256())));
    }
    for (Path each : gathered.passedOver()) {
      entries.add(
          entry(Deed.FAILED)
              .asked(Map.of("path", each.toString()), Map.of())
              .saying("It is a link, a pipe or a device, and not sealed."));
    }
    tag(Manifest.payload("sha256"), Manifest.sha256(payload), to);
    tag(Manifest.payload("sha512"), Manifest.sha512(payload), to);
    tag(Manifest.BAGIT, Manifest.DECLARATION.getBytes(StandardCharsets.UTF_8), to);
    tag(Manifest.INFO, info(gathered.bytes()).getBytes(StandardCharsets.UTF_8), to);
    if (key != null) {
      tag(Manifest.SIGNER, key.publicPem().getBytes(StandardCharsets.US_ASCII), to);
    }
    if (ledger != null) {
      new CustodyLedger(requireNonNull(ledger.toAbsolutePath().getParent()), clock).copy(work);
    }
    entries.addAll(told);
    ofPods = SealedPods.told(ledger, gathered.files());
    entries.add(
        entry(Deed.EXPORTED).asked(Map.of(), ofPods).saying("Sealed as " + statement.name() + "."));
    CustodyHead end = new CustodyLedger(work, clock).append(entries);
    return seal(end, work.resolve(CustodyLedger.FILE), to);
  }

  private CustodyEntry imported(Gathering.Found found) {
    Path recorded = found.recorded();
    Path from = recorded == null ? found.file() : recorded;
    CustodyEntry entry = entry(Deed.IMPORTED).asked(Map.of("path", from.toString()), Map.of());
    return recorded == null
        ? entry
        : entry.saying("The recording went on: this is what was whole of it.");
  }

  private CustodyHead seal(CustodyHead end, Path ledger, BundleOut to) throws IOException {
    Map<String, String> pinned = new TreeMap<>();
    tags.forEach((name, hashes) -> pinned.put(name, hashes.sha256()));
    CustodyHead head = end.sealed(clock.instant().toString(), Tool.ofProgram(), pinned);
    try (InputStream in = Files.newInputStream(ledger);
        OutputStream out = to.file(CustodyLedger.FILE, Files.size(ledger))) {
      tags.put(CustodyLedger.FILE, new Hashing(Progress.NONE, 0).copy(in, out, CustodyLedger.FILE));
    }
    tag(CustodyLedger.HEAD, head.bytes(), to);
    if (key != null) {
      tag(Manifest.SIGNATURE, key.signature(head.bytes()), to);
    }
    Map<String, Manifest.Hashes> listed = new TreeMap<>(tags);
    tag(Manifest.tags("sha256"), Manifest.sha256(listed), to);
    tag(Manifest.tags("sha512"), Manifest.sha512(listed), to);
    if (stamping != null) {
      try {
        tag(Manifest.TIMESTAMP, stamping.stamp(head.bytes()), to);
      } catch (IOException cause) {
        unstamped = cause.getMessage(); // it can be asked for later: what is sealed stays as it is
      }
    }
    return head;
  }

  private Manifest.Hashes copy(Gathering.Found found, Hashing hashing, BundleOut to)
      throws IOException {
    try (InputStream in = Files.newInputStream(found.file(), LinkOption.NOFOLLOW_LINKS);
        OutputStream out = to.file(Manifest.DATA + found.name(), found.size())) {
      Manifest.Hashes hashes =
          hashing.copy(
              in,
              out,
              "Sealing " + found.file().getFileName(),
              found.recorded() == null ? Long.MAX_VALUE : found.size());
      if (hashes.size() != found.size()) {
        throw new IOException(
            found.file()
                + " changed while it was sealed: "
                + found.size()
                + " bytes, then "
                + hashes.size()
                + "; end what writes to it, and seal again");
      }
      return hashes;
    }
  }

  private void tag(String name, byte[] content, BundleOut to) throws IOException {
    try (OutputStream out = to.file(name, content.length)) {
      tags.put(
          name, new Hashing(Progress.NONE, 0).copy(new ByteArrayInputStream(content), out, name));
    }
  }

  private CustodyEntry entry(Deed deed) {
    return CustodyEntry.of(deed, Actor.ofSystem(), statement.reason());
  }

  private String info(long bytes) {
    StringBuilder out = new StringBuilder();
    field("External-Identifier", statement.name(), out);
    field("Bagging-Date", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString(), out);
    field("Payload-Oxum", bytes + "." + payload.size(), out);
    if (statement.organization() != null) {
      field("Source-Organization", statement.organization(), out);
    }
    field("Contact-Name", statement.author(), out);
    field("Internal-Sender-Description", statement.reason(), out);
    field("Bag-Software-Agent", Tool.ofProgram().name() + " " + Tool.ofProgram().version(), out);
    field("X-Salvor-Bundle-Version", Integer.toString(CustodyHead.VERSION), out);
    return out.toString();
  }

  /** A line of its own: what people wrote may hold line ends (RFC 8493, section 2.2.2). */
  private static void field(String label, String value, StringBuilder out) {
    out.append(label).append(": ").append(value.strip().replaceAll("\\R", "\n  ")).append('\n');
  }

  /** What a bundle is known by when nothing else was said: the hash of its head. */
  public static String fingerprint(CustodyHead head) {
    return Sha256.of(head.bytes());
  }
}
