package salvor.custody.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.custody.CustodyHead;
import salvor.custody.CustodyLedger;
import salvor.custody.Fault;
import salvor.custody.Fault.Kind;
import salvor.custody.KnownSigners;
import salvor.custody.SigningKey;
import salvor.custody.Standing;
import salvor.custody.TimeStamp;
import salvor.jobs.Progress;

/**
 * Checks a bundle against itself and against the keys that are known here: content against
 * manifests, tags against tag manifests, the ledger's chain, its end against the head, the head
 * against the content, and the signature. Everything that is wrong is told, not the first thing
 * alone. A bag of another tool has no ledger and no head: it is checked as a bag, and nobody
 * vouches for it.
 */
public final class BundleCheck {
  private static final long MOST_OF_TAGS = 4L << 30;
  private static final int MOST_FAULTS = 10_000;

  private final Path bundle;
  private final Trusted trusted;
  private final Progress progress;
  private final Map<String, Manifest.Hashes> files = new TreeMap<>();
  private final List<Fault> faults = new ArrayList<>();
  private long tagBytes;

  private BundleCheck(Path bundle, Trusted trusted, Progress progress) {
    this.bundle = bundle;
    this.trusted = trusted;
    this.progress = progress;
  }

  /**
   * What was found.
   *
   * @param standing what is to be said of the whole: the worst of the faults
   * @param faults all that is wrong, the worst first
   * @param files how many files there are in the payload
   * @param bytes how long they are together
   * @param records how many records the ledger has; 0 of a bag without one
   * @param caseId the case, null where no ledger says it
   * @param signer the fingerprint of the key that signed; null when nobody did
   * @param signerName whose key that is, as is known here; null when it is not
   * @param stamp the time-stamp; null when there is none that holds
   * @param info what {@code bag-info.txt} says, as it was written
   */
  public record Result(
      Standing standing,
      List<Fault> faults,
      long files,
      long bytes,
      long records,
      @Nullable String caseId,
      @Nullable String signer,
      @Nullable String signerName,
      @Nullable TimeStamp stamp,
      Map<String, String> info) {
    /** Copies the collections. */
    public Result {
      faults = List.copyOf(faults);
      info = Map.copyOf(info);
    }

    /** What a ledger says of it. */
    public Map<String, String> told() {
      Map<String, String> told = new TreeMap<>();
      told.put("standing", standing.name());
      told.put("faults", Integer.toString(faults.size()));
      told.put("files", Long.toString(files));
      told.put("bytes", Long.toString(bytes));
      if (signer != null) {
        told.put("signer", signer);
      }
      if (signerName != null) {
        told.put("signerName", signerName);
      }
      return told;
    }

    /** Whether it is a bag at all, sound or not; an archive of other things is none. */
    public boolean isBundle() {
      return records > 0
          || faults.stream()
              .noneMatch(f -> f.kind() == Kind.NO_FILE && f.place().equals(Manifest.BAGIT));
    }
  }

  /**
   * Whose word counts here.
   *
   * @param signers names by the fingerprints of their keys (see {@link salvor.custody.Seal#signer})
   * @param authorities the certificates of those who vouch for authorities of time
   */
  public record Trusted(Map<String, String> signers, List<X509Certificate> authorities) {
    /** Copies the collections. */
    public Trusted {
      signers = Map.copyOf(signers);
      authorities = List.copyOf(authorities);
    }

    /** Nobody's. */
    public static final Trusted NOBODY = new Trusted(Map.of(), List.of());

    /** That of the user's own key, and of those that the user trusts. */
    public static Trusted ofUser() throws IOException {
      Map<String, String> known = new HashMap<>();
      SigningKey.fingerprint(SigningKey.ofUser())
          .ifPresent(own -> known.put(own, System.getProperty("user.name", "you")));
      known.putAll(KnownSigners.ofUser().all());
      return new Trusted(known, List.of());
    }
  }

  /** Whether something looks like a bundle, so that it is worth while to check it. */
  public static boolean mayBeBundle(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return Files.exists(path.resolve(Manifest.BAGIT))
          || (Files.exists(path.resolve(CustodyLedger.HEAD))
              && Files.isDirectory(path.resolve(Manifest.DATA)));
    }
    return BundleForm.of(path) != BundleForm.FOLDER && BundleIn.beginsAsBag(path);
  }

  /**
   * Checks a bundle.
   *
   * @throws IOException when it cannot be read at all
   */
  public static Result of(Path bundle, Trusted trusted, Progress progress) throws IOException {
    Path work = Files.createTempDirectory("salvor-verify");
    try {
      return new BundleCheck(bundle, trusted, progress).check(work);
    } finally {
      try (Stream<Path> left = Files.walk(work)) {
        for (Path each : left.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private Result check(Path work) throws IOException {
    Map<String, String> folded = new HashMap<>();
    Hashing hashing = new Hashing(progress, 0);
    String damage = visit(work, hashing, folded);
    faults.addAll(ArchiveHash.check(bundle));
    stampBeside(work);
    Tags tags = new Tags(work);
    if (damage != null) { // the rest of it cannot be read: what is not there says nothing
      String name = String.valueOf(bundle.getFileName());
      faults.add(new Fault(Standing.MODIFIED, Kind.UNREADABLE, name, 0, null, damage));
      return result(tags, new CustodyRules.Found(0, null, null, null));
    }
    new BagRules(files, tags, faults).check();
    var custody = new CustodyRules(files, tags, trusted, faults).check();
    return result(tags, custody);
  }

  /** Reads all that can be read; why the rest of an archive cannot, null when all could. */
  private @Nullable String visit(Path work, Hashing hashing, Map<String, String> folded)
      throws IOException {
    String[] at = {""};
    try {
      BundleIn.visit(
          bundle,
          (name, in) -> {
            at[0] = name;
            if (in == null || PayloadPath.danger(name) != null) {
              faults.add(new Fault(Standing.EXTRA, Kind.UNSAFE, name, 0, null, null));
              return;
            }
            if (folded.put(PayloadPath.folded(name), name) != null) {
              faults.add(new Fault(Standing.EXTRA, Kind.UNSAFE, name, 0, null, null));
            }
            boolean tag = !name.startsWith(Manifest.DATA);
            try (OutputStream out = tag ? kept(work, name) : OutputStream.nullOutputStream()) {
              Manifest.Hashes hashes = hashing.copy(in, out, "Verifying " + name);
              tagBytes += tag ? hashes.size() : 0;
              files.put(name, hashes);
            }
          });
      return null;
    } catch (IOException cause) {
      if (Files.isDirectory(bundle) || (at[0].isEmpty() && ArchiveHash.check(bundle).isEmpty())) {
        throw cause;
      }
      return "behind " + (at[0].isEmpty() ? "its beginning" : at[0]) + ": " + cause.getMessage();
    }
  }

  private Result result(Tags tags, CustodyRules.Found custody) throws IOException {
    faults.sort(Comparator.comparing(Fault::standing).reversed());
    Standing standing = faults.isEmpty() ? Standing.VALID : faults.getFirst().standing();
    long bytes = 0;
    long payload = 0;
    for (var file : files.entrySet()) {
      if (file.getKey().startsWith(Manifest.DATA)) {
        payload++;
        bytes += file.getValue().size();
      }
    }
    return new Result(
        standing,
        faults.subList(0, Math.min(faults.size(), MOST_FAULTS)),
        payload,
        bytes,
        custody.records(),
        custody.caseId(),
        custody.signer(),
        custody.signer() == null ? null : trusted.signers().get(custody.signer()),
        custody.stamp(),
        tags.info());
  }

  /** An archive that was stamped later has its time-stamp beside it. */
  private void stampBeside(Path work) throws IOException {
    Path beside = stampOf(bundle);
    Path inside = work.resolve(Manifest.TIMESTAMP);
    if (!Files.isDirectory(bundle)
        && Files.isRegularFile(beside)
        && Files.size(beside) < Tags.SMALL
        && !Files.exists(inside)) {
      Files.copy(beside, inside);
    }
  }

  /** Where the time-stamp of a bundle is kept that was asked for after it was sealed. */
  static Path stampOf(Path bundle) {
    return Files.isDirectory(bundle)
        ? bundle.resolve(Manifest.TIMESTAMP)
        : bundle.resolveSibling(bundle.getFileName() + ".tsr");
  }

  /** Only what the check reads is kept, by a name that is safe. */
  private OutputStream kept(Path work, String name) throws IOException {
    if (!Tags.isRead(name)) {
      return OutputStream.nullOutputStream();
    }
    if (tagBytes > MOST_OF_TAGS) {
      throw new IOException(bundle + " has more than 4 GiB of lists; it is refused");
    }
    return new Bounded(Files.newOutputStream(work.resolve(name)), MOST_OF_TAGS);
  }

  /** Takes no more than so many bytes. */
  private static final class Bounded extends java.io.FilterOutputStream {
    private long left;

    Bounded(OutputStream out, long most) {
      super(out);
      this.left = most;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      left -= length;
      if (left < 0) {
        throw new IOException("a list of more than 4 GiB is refused");
      }
      out.write(bytes, from, length);
    }
  }

  /** The files of a bundle that are no payload, kept aside while it is checked. */
  static final class Tags {
    private static final List<String> READ =
        List.of(
            Manifest.BAGIT,
            Manifest.INFO,
            Manifest.SIGNER,
            Manifest.SIGNATURE,
            Manifest.TIMESTAMP,
            CustodyLedger.FILE,
            CustodyLedger.HEAD);
    private static final int SMALL = 4 << 20;
    private final Path work;

    Tags(Path work) {
      this.work = work;
    }

    static boolean isRead(String name) {
      return READ.contains(name) || name.matches("(tag)?manifest-(md5|sha1|sha256|sha512)\\.txt");
    }

    boolean has(String name) {
      return Files.exists(work.resolve(name));
    }

    InputStream open(String name) throws IOException {
      return Files.newInputStream(work.resolve(name));
    }

    /** A small file; null when it is not there or not small. */
    byte @Nullable [] small(String name) throws IOException {
      Path file = work.resolve(name);
      return Files.exists(file) && Files.size(file) <= SMALL ? Files.readAllBytes(file) : null;
    }

    /** The fields of {@code bag-info.txt}; of a field that is there more than once, the last. */
    Map<String, String> info() throws IOException {
      byte[] text = small(Manifest.INFO);
      Map<String, String> fields = new TreeMap<>();
      String label = null;
      for (String line :
          new String(text == null ? new byte[0] : text, java.nio.charset.StandardCharsets.UTF_8)
              .split("\\R")) {
        int colon = line.indexOf(':');
        if (!line.isEmpty() && Character.isWhitespace(line.charAt(0)) && label != null) {
          fields.merge(label, line.strip(), (one, more) -> one + "\n" + more);
        } else if (colon > 0) {
          label = line.substring(0, colon).strip();
          fields.put(label, line.substring(colon + 1).strip());
        }
      }
      return fields;
    }

    @Nullable CustodyHead head() throws IOException {
      byte[] stored = small(CustodyLedger.HEAD);
      return stored == null ? null : CustodyHead.read(stored).orElse(null);
    }
  }
}
