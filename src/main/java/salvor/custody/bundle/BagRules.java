package salvor.custody.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.custody.CustodyLedger;
import salvor.custody.Fault;
import salvor.custody.Fault.Kind;
import salvor.custody.Standing;

/**
 * What RFC 8493 asks of a bag. Of our own bundles more is asked: both lists of hashes, in lower
 * case, and no tag file that is not listed.
 */
final class BagRules {
  private final Map<String, Manifest.Hashes> files;
  private final BundleCheck.Tags tags;
  private final List<Fault> faults;
  private final boolean own;

  BagRules(Map<String, Manifest.Hashes> files, BundleCheck.Tags tags, List<Fault> faults)
      throws IOException {
    this.files = files;
    this.tags = tags;
    this.faults = faults;
    this.own =
        tags.has(CustodyLedger.HEAD)
            || tags.has(CustodyLedger.FILE)
            || tags.info().containsKey("X-Salvor-Bundle-Version");
  }

  void check() throws IOException {
    oxum();
    if (files.containsKey(Manifest.FETCH)) {
      fault(Standing.EXTRA, Kind.FETCH, Manifest.FETCH, 0, null, null);
    }
    if (!lists(Manifest::payload, BagRules::isPayload) && !own) {
      String weak =
          Stream.of("md5", "sha1")
              .map(Manifest::payload)
              .filter(tags::has)
              .collect(Collectors.joining(", "));
      fault(Standing.MISSING, Kind.NO_LIST, Manifest.payload("sha256"), 0, null, weak);
    }
    lists(Manifest::tags, file -> own && isListedTag(file));
    boolean changed =
        faults.stream()
            .anyMatch(each -> each.kind() == Kind.HASH && each.place().equals(Manifest.BAGIT));
    if (!changed) {
      declaration();
    }
  }

  private void declaration() throws IOException {
    byte[] text = tags.small(Manifest.BAGIT);
    if (text == null) {
      fault(Standing.MISSING, Kind.NO_FILE, Manifest.BAGIT, 0, null, null);
      return;
    }
    String said = new String(text, StandardCharsets.UTF_8);
    if (!Pattern.compile("BagIt-Version: \\d+\\.\\d+\\RTag-File-Character-Encoding: (?i)utf-8\\R?")
        .matcher(said)
        .matches()) {
      fault(
          Standing.CONTRADICTION,
          Kind.UNREADABLE,
          Manifest.BAGIT,
          0,
          Manifest.DECLARATION.strip(),
          said.strip());
    }
  }

  private void oxum() throws IOException {
    String declared = tags.info().get("Payload-Oxum");
    if (declared == null) {
      return;
    }
    long bytes = 0;
    long count = 0;
    for (var file : files.entrySet()) {
      if (file.getKey().startsWith(Manifest.DATA)) {
        bytes += file.getValue().size();
        count++;
      }
    }
    String is = bytes + "." + count;
    if (!declared.equals(is)) {
      fault(Standing.MODIFIED, Kind.OXUM, Manifest.INFO, 0, declared, is);
    }
  }

  /** Holds the files against two lists of the same; whether there is one. */
  private boolean lists(UnaryOperator<String> called, Predicate<String> isListed)
      throws IOException {
    Map<String, Map<String, Listed.Line>> lists = new TreeMap<>();
    for (String algorithm : List.of("sha256", "sha512")) {
      String name = called.apply(algorithm);
      if (tags.has(name)) {
        try (InputStream in = tags.open(name)) {
          lists.put(algorithm, new Listed(in, name, faults).lines());
        }
      } else if (own) {
        fault(Standing.MISSING, Kind.NO_FILE, name, 0, null, null);
      }
    }
    for (String algorithm : lists.keySet()) {
      String other = algorithm.equals("sha256") ? "sha512" : "sha256";
      new Held(called.apply(algorithm), algorithm, lists.get(algorithm), other, lists.get(other))
          .check(isListed);
    }
    return !lists.isEmpty();
  }

  /**
   * Holds the files against one of two lists. Where the other list and the file agree it is this
   * one that was changed.
   */
  private final class Held {
    private final String name;
    private final String algorithm;
    private final Map<String, Listed.Line> lines;
    private final String otherAlgorithm;
    private final @Nullable Map<String, Listed.Line> other;

    Held(
        String name,
        String algorithm,
        Map<String, Listed.Line> lines,
        String otherAlgorithm,
        @Nullable Map<String, Listed.Line> other) {
      this.name = name;
      this.algorithm = algorithm;
      this.lines = lines;
      this.otherAlgorithm = otherAlgorithm;
      this.other = other;
    }

    void check(Predicate<String> isListed) {
      lines.forEach((file, line) -> {
        Manifest.Hashes is = files.get(file);
        if (is == null && other != null && !other.containsKey(file)) {
          fault(Standing.MODIFIED, Kind.LIST, name, line.number(), null, file);
        } else if (is == null) {
          fault(Standing.MISSING, Kind.NO_FILE, file, 0, line.hash(), null);
        } else if (!fits(is, algorithm, line)) {
          boolean list = fitsOther(file, is);
          fault(
              Standing.MODIFIED,
              list ? Kind.LIST : Kind.HASH,
              list ? name : file,
              list ? line.number() : 0,
              list ? hash(is, algorithm) : line.hash(),
              list ? line.hash() : hash(is, algorithm));
        }
      });
      files.forEach((file, is) -> {
        if (!lines.containsKey(file) && isListed.test(file)) {
          if (fitsOther(file, is)) {
            fault(Standing.MODIFIED, Kind.LIST, name, 0, file, null);
          } else {
            fault(Standing.EXTRA, Kind.UNLISTED, file, 0, name, null);
          }
        }
      });
    }

    private boolean fitsOther(String file, Manifest.Hashes is) {
      Listed.Line line = other == null ? null : other.get(file);
      return line != null && fits(is, otherAlgorithm, line);
    }

    private boolean fits(Manifest.Hashes is, String by, Listed.Line line) {
      return hash(is, by).equals(own ? line.hash() : line.hash().toLowerCase(Locale.ROOT));
    }

    private static String hash(Manifest.Hashes of, String algorithm) {
      return algorithm.equals("sha256") ? of.sha256() : of.sha512();
    }
  }

  private static boolean isPayload(String file) {
    return file.startsWith(Manifest.DATA);
  }

  /** A time-stamp comes after the lists were made; a list of tags is in no list. */
  private static boolean isListedTag(String file) {
    return !isPayload(file)
        && !Set.of(Manifest.TIMESTAMP, Manifest.tags("sha256"), Manifest.tags("sha512"))
            .contains(file);
  }

  private void fault(
      Standing standing,
      Kind kind,
      String place,
      long line,
      @Nullable String expected,
      @Nullable String actual) {
    faults.add(new Fault(standing, kind, place, line, expected, actual));
  }
}
