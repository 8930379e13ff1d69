package salvor.fuzz;

import static salvor.fuzz.Archives.joined;
import static salvor.fuzz.Archives.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import salvor.custody.Actor;
import salvor.custody.CustodyEntry;
import salvor.custody.CustodyHead;
import salvor.custody.CustodyLedger;
import salvor.custody.Deed;
import salvor.custody.KnownSigners;
import salvor.custody.LedgerCheck;
import salvor.custody.SigningKey;
import salvor.custody.Standing;
import salvor.custody.TimeStamp;
import salvor.custody.bundle.BundleCheck;
import salvor.custody.bundle.Sealing;
import salvor.jobs.Progress;

/** Bundles, ledgers, and what vouches for them. */
final class Custody {
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-27T05:00:00Z"));

  private Custody() {}

  /** A sealing that nobody signs. */
  static Sealing unsigned() {
    return new Sealing(new Sealing.Statement("x", "Ann", null, "test"), null, null, CLOCK);
  }

  /**
   * One file of a sealed bundle, named by the first byte; a whole archive when that is 252 or more.
   * Whatever is changed is told, but in the lists of tags, which may be written in several ways,
   * and in the time-stamp, whose wrapping nobody signs.
   */
  static final class OfBundle implements FuzzTarget {
    private static final List<String> ENDINGS = List.of("zip", "tar", "tar.gz", "tar.zst");
    private static final int ARCHIVE = 256 - ENDINGS.size();
    private final Map<String, byte[]> files = new TreeMap<>();
    private final List<String> names;
    private final List<byte[]> archives = new ArrayList<>();
    private final BundleCheck.Trusted trusted;

    OfBundle() throws Exception {
      Path work = Files.createTempDirectory("salvor-fuzz");
      SigningKey key = SigningKey.in(work.resolve("key"), (_, _) -> "open".toCharArray());
      trusted = new BundleCheck.Trusted(Map.of(key.fingerprint(), "Ann"), List.of());
      Path evidence = Files.createDirectories(work.resolve("evidence/b"));
      Files.writeString(evidence.resolve("x.jsonl"), "{\"rule\":\"Shell\"}\n");
      Files.writeString(evidence.resolveSibling("100% y"), "y");
      Path bundle = work.resolve("bundle");
      seal(key, evidence.getParent(), bundle);
      try (Stream<Path> all = Files.walk(bundle)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          files.put(bundle.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
      names = List.copyOf(files.keySet());
      for (String ending : ENDINGS) {
        Path archive = work.resolve("bundle." + ending);
        seal(key, evidence.getParent(), archive);
        archives.add(Files.readAllBytes(archive));
      }
      Sandbox.empty(work);
    }

    private static void seal(SigningKey key, Path evidence, Path out) throws IOException {
      Sealing.Stamping stamping =
          content -> {
            try {
              return Stamps.of(content);
            } catch (Exception cause) {
              throw new IOException(cause);
            }
          };
      new Sealing(new Sealing.Statement("x", "Ann", null, "test"), key, stamping, CLOCK)
          .seal(List.of(evidence), null, out, Progress.NONE);
    }

    @Override
    public List<byte[]> seeds() {
      List<byte[]> seeds = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        seeds.add(joined(i, files.get(names.get(i))));
      }
      for (int i = 0; i < archives.size(); i++) {
        seeds.add(joined(ARCHIVE + i, archives.get(i)));
      }
      return seeds;
    }

    @Override
    public void take(byte[] input, Path folder) throws Exception {
      if (input.length == 0) {
        return;
      }
      int which = input[0] & 0xFF;
      byte[] rest = rest(input);
      if (which >= ARCHIVE) {
        Path file = Files.write(folder.resolve("bundle." + ENDINGS.get(which - ARCHIVE)), rest);
        try {
          BundleCheck.mayBeBundle(file);
          BundleCheck.of(file, trusted, Progress.NONE);
        } catch (IOException _) {
          // said in words
        }
        return;
      }
      String name = names.get(which % names.size());
      Path bundle = folder.resolve("bundle");
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path path = bundle.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, file.getKey().equals(name) ? rest : file.getValue());
      }
      Standing standing = BundleCheck.of(bundle, trusted, Progress.NONE).standing();
      boolean same = Arrays.equals(rest, files.get(name));
      Evidence.require(!same || standing == Standing.VALID, "as it was sealed, and " + standing);
      boolean manyForms = name.startsWith("tagmanifest") || name.endsWith(".tsr");
      Evidence.require(
          same || manyForms || standing.compareTo(Standing.VALID_UNSIGNED) > 0,
          name + " was changed, and the bundle is " + standing);
    }
  }

  /** The records of a ledger whose head stays. */
  static final class OfLedger implements FuzzTarget {
    private final byte[] records;
    private final byte[] head;

    OfLedger() throws IOException {
      Path work = Files.createTempDirectory("salvor-fuzz");
      CustodyLedger ledger = new CustodyLedger(work, CLOCK);
      ledger.append(List.of(entry("one"), entry("two"), entry("three")));
      records = Files.readAllBytes(work.resolve(CustodyLedger.FILE));
      head = Files.readAllBytes(work.resolve(CustodyLedger.HEAD));
      Sandbox.empty(work);
    }

    private static CustodyEntry entry(String words) {
      return CustodyEntry.of(Deed.NOTE, new Actor("ann", "desk", null, List.of()), "a drill")
          .saying(words);
    }

    @Override
    public List<byte[]> seeds() {
      return List.of(records, Arrays.copyOf(records, records.length - 30));
    }

    @Override
    public void take(byte[] input, Path folder) throws Exception {
      Path file = Files.write(folder.resolve(CustodyLedger.FILE), input);
      Files.write(folder.resolve(CustodyLedger.HEAD), head);
      boolean changed = !Arrays.equals(input, records);
      CustodyLedger ledger = new CustodyLedger(folder, CLOCK);
      LedgerCheck.Result before = ledger.check(_ -> {});
      Evidence.require(before.faults().isEmpty() != changed, "changed " + changed + " " + before);
      try {
        ledger.append(entry("went on"));
      } catch (IOException _) {
        Evidence.require(Arrays.equals(Files.readAllBytes(file), input), "refused, and written to");
        return;
      }
      byte[] after = Files.readAllBytes(file);
      Evidence.require(
          Arrays.equals(Arrays.copyOf(after, input.length), input), "what was there is other");
      boolean nothingLost = Arrays.mismatch(input, records) >= records.length - 1;
      Evidence.require(
          ledger.check(_ -> {}).faults().isEmpty() != changed || nothingLost,
          "going on hid that it was changed");
      Evidence.read(file);
    }
  }

  /** Keys, heads and time-stamps. */
  static final class OfVouching implements FuzzTarget {
    private static final byte[] CONTENT = "head".getBytes(StandardCharsets.UTF_8);
    private final List<byte[]> seeds = new ArrayList<>();

    OfVouching() throws Exception {
      Path work = Files.createTempDirectory("salvor-fuzz");
      SigningKey key = SigningKey.in(work.resolve("key"), (_, _) -> "open".toCharArray());
      seeds.add(Stamps.of(CONTENT));
      seeds.add(Files.readAllBytes(work.resolve("key")));
      seeds.add(key.publicPem().getBytes(StandardCharsets.US_ASCII));
      seeds.add(
          new CustodyLedger(work.resolve("ledger"), CLOCK)
              .append(CustodyEntry.of(Deed.NOTE, Actor.ofSystem(), null))
              .bytes());
      Sandbox.empty(work);
    }

    @Override
    public List<byte[]> seeds() {
      return seeds;
    }

    @Override
    public void take(byte[] input, Path folder) throws Exception {
      try {
        TimeStamp.of(input, CONTENT, List.of());
      } catch (TimeStamp.Unsound _) {
        // said in words
      }
      CustodyHead.read(input);
      Path file = Files.write(folder.resolve("key"), input);
      try {
        new KnownSigners(folder.resolve("signers")).trust(file, "Ann");
        new KnownSigners(folder.resolve("signers")).all();
      } catch (IOException _) {
        // said in words
      }
    }
  }
}
