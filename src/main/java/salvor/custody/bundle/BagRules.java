package salvor.custody.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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
  private static final Map<String, Function<Manifest.Hashes, String>> ALGORITHMS =
      Map.of("sha256", Manifest.Hashes::sha256, "sha512", Manifest.Hashes::sha512);
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
    declaration();
    oxum();
    if (files.containsKey(Manifest.FETCH)) {
      fault(Standing.EXTRA, Kind.FETCH, Manifest.FETCH, 0, null, null);
    }
    boolean any = false;
    for (String algorithm : List.of("sha256", "sha512")) {
      any |= list(Manifest.payload(algorithm), algorithm, true);
    }
    if (!any && !own) {
      String weak =
          Stream.of("md5", "sha1")
              .map(Manifest::payload)
              .filter(tags::has)
              .collect(Collectors.joining(", "));
      fault(Standing.MISSING, Kind.NO_LIST, Manifest.payload("sha256"), 0, null, weak);
    }
    for (String algorithm : List.of("sha256", "sha512")) {
      list(Manifest.tags(algorithm), algorithm, false);
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

  /** Holds the files against a list; whether there is one. */
  private boolean list(String name, String algorithm, boolean payload) throws IOException {
    if (!tags.has(name)) {
      if (own) {
        fault(Standing.MISSING, Kind.NO_FILE, name, 0, null, null);
      }
      return false;
    }
    Map<String, Listed.Line> listed;
    try (InputStream in = tags.open(name)) {
      listed = new Listed(in, name, faults).lines();
    }
    Function<Manifest.Hashes, String> of =
        java.util.Objects.requireNonNull(ALGORITHMS.get(algorithm));
    listed.forEach((file, line) -> {
      Manifest.Hashes is = files.get(file);
      if (is == null) {
        fault(Standing.MISSING, Kind.NO_FILE, file, 0, line.hash(), null);
      } else if (!of.apply(is).equals(own ? line.hash() : line.hash().toLowerCase(Locale.ROOT))) {
        fault(Standing.MODIFIED, Kind.HASH, file, 0, line.hash(), of.apply(is));
      }
    });
    for (String file : files.keySet()) {
      if (!listed.containsKey(file) && (payload ? isPayload(file) : own && isListedTag(file))) {
        fault(Standing.EXTRA, Kind.UNLISTED, file, 0, name, null);
      }
    }
    return true;
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
