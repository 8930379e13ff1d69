package salvor.custody.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import salvor.custody.CustodyHead;
import salvor.custody.CustodyLedger;
import salvor.custody.Fault;
import salvor.custody.Sha256;
import salvor.custody.SigningKey;
import salvor.custody.Standing;
import salvor.jobs.Progress;

/** A sealed bundle says what was done to it, and never that nothing was when something was. */
class BundleTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-27T05:00:00Z"));
  private static final String TOKEN_FILE = "data/case/logs/token.txt";

  @TempDir Path folder;
  private SigningKey key;
  private Path bundle;

  @BeforeEach
  void evidence() throws IOException {
    key = key(folder.resolve("signing.pem"));
    Path logs = Files.createDirectories(folder.resolve("case/logs"));
    Files.writeString(logs.resolve("falco.jsonl"), "{\"rule\":\"Shell\"}\n".repeat(50));
    Files.writeString(logs.resolve("token.txt"), "secret");
    Files.writeString(folder.resolve("case/100% line.txt"), "x");
    Files.createFile(folder.resolve("case/empty"));
    bundle = folder.resolve("bundle");
  }

  private static SigningKey key(Path file) throws IOException {
    return SigningKey.in(file, (_, _) -> "open sesame".toCharArray());
  }

  private Sealing.Sealed seal(Path out, SigningKey by) throws IOException {
    return new Sealing(
            new Sealing.Statement("case 7", "Ann", "The bank", "handed\nto court"), by, null, CLOCK)
        .seal(List.of(folder.resolve("case")), null, out, Progress.NONE);
  }

  private BundleCheck.Result check(Path sealed) throws IOException {
    return BundleCheck.of(
        sealed,
        new BundleCheck.Trusted(Map.of(key.fingerprint(), "Ann"), List.of()),
        Progress.NONE);
  }

  @ParameterizedTest
  @EnumSource(BundleForm.class)
  void isValidInEveryForm(BundleForm form) throws IOException {
    Path out =
        folder.resolve(
            switch (form) {
              case FOLDER -> "sealed";
              case ZIP -> "sealed.zip";
              case TAR -> "sealed.tar";
              case TAR_GZ -> "sealed.tar.gz";
              case TAR_ZST -> "sealed.tar.zst";
            });
    Sealing.Sealed sealed = seal(out, key);
    assertThat(sealed.form()).isEqualTo(form);
    BundleCheck.Result result = check(out);
    assertThat(result.faults()).isEmpty();
    assertThat(result.standing()).isEqualTo(Standing.VALID);
    assertThat(result.files()).isEqualTo(4);
    assertThat(result.bytes()).isEqualTo(sealed.bytes());
    assertThat(result.records()).isEqualTo(5);
    assertThat(result.signerName()).isEqualTo("Ann");
    assertThat(result.info())
        .containsEntry("External-Identifier", "case 7")
        .containsEntry("Internal-Sender-Description", "handed\nto court");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).noneMatch(each -> each.getFileName().toString().startsWith(".salvor-work"));
    }
  }

  @Test
  void isUnsignedWithoutAKeyOrByOneThatIsNotKnown() throws IOException {
    seal(bundle, null);
    assertThat(check(bundle).standing()).isEqualTo(Standing.VALID_UNSIGNED);
    Path other = folder.resolve("other");
    seal(other, key(folder.resolve("stranger.pem")));
    BundleCheck.Result result = check(other);
    assertThat(result.standing()).isEqualTo(Standing.VALID_UNSIGNED);
    assertThat(result.faults()).extracting(Fault::kind).contains(Fault.Kind.UNKNOWN_SIGNER);
  }

  /** What is done to a bundle. */
  interface Change {
    void to(Path bundle) throws IOException;
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change("a byte of the payload", b -> flip(b.resolve(TOKEN_FILE), 0), Standing.MODIFIED),
        change(
            "a byte of a list", b -> flip(b.resolve("manifest-sha256.txt"), 3), Standing.MODIFIED),
        change("a byte of bag-info", b -> flip(b.resolve("bag-info.txt"), 30), Standing.MODIFIED),
        change(
            "a byte of the ledger", b -> flip(b.resolve("custody.jsonl"), 90), Standing.MODIFIED),
        change(
            "a byte of the head", b -> flip(b.resolve("custody-head.json"), 20), Standing.MODIFIED),
        change(
            "the signature", b -> flip(b.resolve("custody-head.json.sig"), 9), Standing.MODIFIED),
        change("a file gone", b -> Files.delete(b.resolve(TOKEN_FILE)), Standing.MISSING),
        change("the ledger gone", b -> Files.delete(b.resolve("custody.jsonl")), Standing.MISSING),
        change(
            "a list gone", b -> Files.delete(b.resolve("manifest-sha512.txt")), Standing.MISSING),
        change("a file more", b -> Files.writeString(b.resolve("data/x"), ""), Standing.EXTRA),
        change("a tag more", b -> Files.writeString(b.resolve("x.txt"), ""), Standing.EXTRA),
        change("a tag more, listed", BundleTest::addTag, Standing.EXTRA),
        change(
            "a link",
            b -> Files.createSymbolicLink(b.resolve("data/l"), Path.of("/")),
            Standing.EXTRA),
        change("the ledger's end cut off", BundleTest::cutLedger, Standing.TRUNCATED),
        change("a file swapped, with its lines", BundleTest::swap, Standing.CONTRADICTION),
        change("recomputed, unsigned", b -> recompute(b, true), Standing.VALID_UNSIGNED),
        change("recomputed, old signature", b -> recompute(b, false), Standing.CONTRADICTION),
        change("fetch.txt", b -> Files.writeString(b.resolve("fetch.txt"), ""), Standing.EXTRA));
  }

  private static Arguments change(String name, Change change, Standing worst) {
    return Arguments.of(name, change, worst);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void namesWhatWasDoneToIt(String name, Change change, Standing worst) throws IOException {
    seal(bundle, key);
    change.to(bundle);
    BundleCheck.Result result = check(bundle);
    assertThat(result.standing()).as(name + " " + result.faults()).isEqualTo(worst);
  }

  private static void flip(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  /** The lists of tags are not signed: whoever adds a file can list it there. */
  private static void addTag(Path bundle) throws IOException {
    Files.writeString(bundle.resolve("findings.txt"), "it was Bob");
    listTags(bundle);
  }

  /** Cuts the last record off, and lists the ledger as it is then. */
  private static void cutLedger(Path bundle) throws IOException {
    Path ledger = bundle.resolve("custody.jsonl");
    List<String> lines = Files.readAllLines(ledger);
    lines.removeLast();
    Files.writeString(ledger, String.join("\n", lines) + "\n");
    listTags(bundle);
  }

  /** Two files change places, in the lists too. */
  private static void swap(Path bundle) throws IOException {
    Path one = bundle.resolve(TOKEN_FILE);
    Path other = bundle.resolve("data/case/100~25~ line.txt");
    byte[] content = Files.readAllBytes(one);
    Files.write(one, Files.readAllBytes(other));
    Files.write(other, content);
    listPayload(bundle);
    listTags(bundle);
  }

  /** Changes a file and everything that follows from it, as far as one can without the key. */
  private static void recompute(Path bundle, boolean unsigned) throws IOException {
    Path file = bundle.resolve(TOKEN_FILE);
    String before = Sha256.of(file);
    Files.writeString(file, "forged");
    listPayload(bundle);
    List<String> lines = Files.readAllLines(bundle.resolve("custody.jsonl"));
    for (int i = 0; i < lines.size(); i++) {
      String old = lines.get(i);
      String fresh = old.replace(before, Sha256.of(file));
      lines.set(i, fresh);
      if (i + 1 < lines.size()) {
        lines.set(i + 1, lines.get(i + 1).replace(hash(old), hash(fresh)));
      }
    }
    Files.writeString(bundle.resolve("custody.jsonl"), String.join("\n", lines) + "\n");
    if (unsigned) {
      Files.delete(bundle.resolve("custody-head.json.sig"));
    }
    String head = Files.readString(bundle.resolve("custody-head.json"));
    var stored = CustodyHead.read(head.getBytes(UTF_8)).orElseThrow();
    head = head.replace(stored.headHash(), hash(lines.getLast()));
    for (var pinned : stored.files().entrySet()) {
      head = head.replace(pinned.getValue(), Sha256.of(bundle.resolve(pinned.getKey())));
    }
    Files.writeString(bundle.resolve("custody-head.json"), head);
    listTags(bundle);
  }

  private static String hash(String line) {
    return Sha256.of(line.getBytes(UTF_8));
  }

  private static Map<String, Manifest.Hashes> hashes(Path bundle, boolean payload)
      throws IOException {
    Map<String, Manifest.Hashes> all = new TreeMap<>();
    BundleIn.visit(
        bundle,
        (name, in) -> {
          if (in != null
              && name.startsWith("data/") == payload
              && !name.startsWith("tagmanifest")) {
            all.put(
                name,
                new Hashing(Progress.NONE, 0)
                    .copy(in, java.io.OutputStream.nullOutputStream(), name));
          }
        });
    return all;
  }

  private static void listPayload(Path bundle) throws IOException {
    Files.write(bundle.resolve("manifest-sha256.txt"), Manifest.sha256(hashes(bundle, true)));
    Files.write(bundle.resolve("manifest-sha512.txt"), Manifest.sha512(hashes(bundle, true)));
  }

  private static void listTags(Path bundle) throws IOException {
    Files.write(bundle.resolve("tagmanifest-sha256.txt"), Manifest.sha256(hashes(bundle, false)));
    Files.write(bundle.resolve("tagmanifest-sha512.txt"), Manifest.sha512(hashes(bundle, false)));
  }

  @Test
  void isNotValidWithABitChanged() throws IOException {
    seal(bundle, key);
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(bundle)) {
      all.filter(Files::isRegularFile).forEach(files::add);
    }
    Random random = new Random(7);
    for (Path file : files) {
      byte[] content = Files.readAllBytes(file);
      for (int i = 0; i < Math.min(30, content.length); i++) {
        byte[] changed = content.clone();
        int bit = random.nextInt(8 * content.length);
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        Files.write(file, changed);
        assertThat(check(bundle).standing())
            .as(file.getFileName() + " bit " + bit)
            .isGreaterThan(Standing.VALID_UNSIGNED);
      }
      Files.write(file, content);
    }
    assertThat(check(bundle).standing()).isEqualTo(Standing.VALID);
  }

  @Test
  void staysValidWhereverItIsMoved() throws IOException {
    seal(bundle, key);
    Path moved = folder.resolve("elsewhere/under another name");
    Files.createDirectories(moved.getParent());
    Files.move(bundle, moved);
    assertThat(check(moved).standing()).isEqualTo(Standing.VALID);
  }

  @Test
  void givesNamesThatNoSystemRunsInto() throws IOException {
    Path odd = Files.createDirectories(folder.resolve("odd"));
    for (String name :
        new String[] {"a\\b", "line\nfeed", "con.txt", "A", "a", "\u202etxt", "c:x"}) {
      Files.writeString(odd.resolve(name), name);
    }
    Files.createSymbolicLink(odd.resolve("link"), Path.of("/etc/passwd"));
    Sealing.Sealed sealed =
        new Sealing(new Sealing.Statement("odd", "Ann", null, "test"), key, null, CLOCK)
            .seal(List.of(odd), null, bundle, Progress.NONE);
    assertThat(sealed.passedOver()).containsExactly(odd.resolve("link"));
    assertThat(check(bundle).faults()).isEmpty();
    assertThat(check(bundle).files()).isEqualTo(7);
    assertThat(Files.readString(bundle.resolve("custody.jsonl")))
        .contains("\"event\":\"failed\"")
        .contains("line\\nfeed");
  }

  @Test
  void leavesNothingBehindWhenItCannotBeMade() throws IOException {
    Files.createDirectories(bundle);
    Path mine = Files.writeString(bundle.resolve("mine.txt"), "not yours");
    assertThatThrownBy(() -> seal(bundle, key)).hasMessageContaining("not empty");
    assertThat(mine).hasContent("not yours");
    Path inside = folder.resolve("case/out");
    assertThatThrownBy(() -> seal(inside, key)).hasMessageContaining("inside");
    Path archive = Files.writeString(folder.resolve("there.zip"), "there already");
    assertThatThrownBy(() -> seal(archive, key)).isInstanceOf(IOException.class);
    assertThat(archive).hasContent("there already");
    Path cancelled = folder.resolve("cancelled");
    assertThatThrownBy(() ->
            new Sealing(new Sealing.Statement("x", "Ann", null, "y"), key, null, CLOCK)
                .seal(List.of(folder.resolve("case")), null, cancelled, new Stopped()))
        .isInstanceOf(salvor.jobs.JobCancelled.class);
    assertThat(cancelled).doesNotExist();
  }

  private static final class Stopped implements Progress {
    @Override
    public void at(long done, long total, String doing) {
      throw new salvor.jobs.JobCancelled();
    }

    @Override
    public void onCancel(Runnable stop) {}
  }

  @Test
  void checksTheBagsOfOthersAsBags() throws IOException {
    Path bag = Files.createDirectories(folder.resolve("foreign/data"));
    Files.writeString(bag.resolve("hello.txt"), "hello\n");
    Path root = bag.getParent();
    Files.writeString(
        root.resolve("bagit.txt"), "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n");
    Files.writeString(
        root.resolve("manifest-sha256.txt"),
        "5891B5B522D5DF086D0FF0B110FBD9D21BB4FC7163AF34D08286A2E846F6BE03  data/hello.txt\n");
    assertThat(check(root).standing()).isEqualTo(Standing.VALID_UNSIGNED);
    flip(bag.resolve("hello.txt"), 0);
    assertThat(check(root).standing()).isEqualTo(Standing.MODIFIED);
    Files.writeString(
        root.resolve("manifest-sha256.txt"),
        "00".repeat(32) + "  data/../../etc/passwd\n" + "x".repeat(100_000) + "\n");
    assertThat(check(root).faults())
        .extracting(Fault::kind)
        .contains(Fault.Kind.UNSAFE, Fault.Kind.UNREADABLE, Fault.Kind.UNLISTED);
  }

  @Test
  void carriesTheLedgerOfTheCaseOn() throws IOException {
    Path ofCase = folder.resolve("ledger");
    new CustodyLedger(ofCase, CLOCK)
        .append(
            salvor.custody.CustodyEntry.of(
                    salvor.custody.Deed.COLLECTED, salvor.custody.Actor.ofSystem(), "by order")
                .saying("before"));
    new Sealing(new Sealing.Statement("x", "Ann", null, "y"), key, null, CLOCK)
        .seal(
            List.of(folder.resolve("case")),
            ofCase.resolve(CustodyLedger.FILE),
            bundle,
            Progress.NONE);
    assertThat(check(bundle).standing()).isEqualTo(Standing.VALID);
    assertThat(check(bundle).records()).isEqualTo(6);
    assertThat(Files.readAllLines(bundle.resolve("custody.jsonl")).getFirst()).contains("by order");
    assertThat(new String(Files.readAllBytes(bundle.resolve("bagit.txt")), UTF_8))
        .startsWith("BagIt-Version: 1.0");
  }
}
