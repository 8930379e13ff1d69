package salvor.custody.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.custody.CustodyHead;
import salvor.custody.CustodyLedger;
import salvor.custody.Fault;
import salvor.custody.Fault.Kind;
import salvor.custody.LedgerCheck;
import salvor.custody.Seal;
import salvor.custody.Standing;
import salvor.custody.TimeStamp;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a bundle's ledger, its head, the content and the signature say of each other. Parts are held
 * against each other only where each is as its list says: what was changed is not told twice.
 */
final class CustodyRules {
  /** Files that the head cannot pin: they come after it, or hang on it otherwise. */
  private static final Set<String> NEVER_PINNED =
      Set.of(
          CustodyLedger.FILE,
          CustodyLedger.HEAD,
          Manifest.SIGNATURE,
          Manifest.TIMESTAMP,
          Manifest.tags("sha256"),
          Manifest.tags("sha512"));

  private final Map<String, Manifest.Hashes> files;
  private final BundleCheck.Tags tags;
  private final BundleCheck.Trusted trusted;
  private final List<Fault> faults;
  private final Map<String, Recorded> recorded = new HashMap<>();
  private final Map<Kind, Set<String>> told;
  private long line;

  /** What the ledger says of a file. */
  private record Recorded(String sha256, long size, long line) {}

  /** What was found besides faults. */
  record Found(
      long records, @Nullable String caseId, @Nullable String signer, @Nullable TimeStamp stamp) {}

  CustodyRules(
      Map<String, Manifest.Hashes> files,
      BundleCheck.Tags tags,
      BundleCheck.Trusted trusted,
      List<Fault> faults) {
    this.files = files;
    this.tags = tags;
    this.trusted = trusted;
    this.faults = faults;
    this.told =
        faults.stream()
            .collect(
                Collectors.groupingBy(
                    Fault::kind, Collectors.mapping(Fault::place, Collectors.toSet())));
  }

  Found check() throws IOException {
    CustodyHead head = tags.head();
    if (!tags.has(CustodyLedger.FILE)) {
      String lacking = tags.has(CustodyLedger.HEAD) ? CustodyLedger.FILE : CustodyLedger.HEAD;
      if (tags.has(CustodyLedger.HEAD) || tags.info().containsKey("X-Salvor-Bundle-Version")) {
        fault(Standing.MISSING, Kind.NO_FILE, lacking, 0, null, null);
      }
      fault(Standing.VALID_UNSIGNED, Kind.UNSIGNED, CustodyLedger.HEAD, 0, null, null);
      return new Found(0, null, null, null);
    }
    boolean asListed = isAsListed(CustodyLedger.HEAD);
    if (head == null && asListed) {
      fault(
          tags.has(CustodyLedger.HEAD) ? Standing.MODIFIED : Standing.MISSING,
          Kind.NO_HEAD,
          CustodyLedger.HEAD,
          0,
          null,
          null);
    }
    if (head != null && asListed && head.v() > CustodyHead.VERSION) {
      fault(
          Standing.CONTRADICTION,
          Kind.NEWER,
          CustodyLedger.HEAD,
          0,
          Integer.toString(CustodyHead.VERSION),
          Integer.toString(head.v()));
    }
    LedgerCheck.Result ledger;
    try (InputStream in = tags.open(CustodyLedger.FILE)) {
      ledger = LedgerCheck.of(in, asListed ? head : null, CustodyLedger.FILE, this::recorded);
    }
    ledger.faults().stream()
        .filter(each -> each.kind() != Kind.NO_HEAD) // told above, or as what was changed
        .filter(each -> each.standing() != Standing.CONTRADICTION || isAsListed(CustodyLedger.FILE))
        .forEach(faults::add);
    if (ledger.faults().isEmpty() && isAsListed(CustodyLedger.FILE)) {
      crossCheck();
    }
    if (head != null && asListed) {
      pinned(head);
    }
    return new Found(ledger.records(), ledger.caseId(), signed(), stamped());
  }

  private void recorded(ObjectNode record) {
    line++;
    String event = record.path("event").asString("");
    JsonNode artefact = record.path("artefact");
    String path = artefact.path("path").asString("");
    if (path.startsWith(Manifest.DATA)
        && List.of("collected", "imported", "derived").contains(event)) {
      recorded.put(
          path,
          new Recorded(
              artefact.path("sha256").asString(""), artefact.path("size").asLong(-1), line));
    }
    JsonNode target = record.path("target");
    String was = target.path("containerIdBefore").asString("");
    String is = target.path("containerIdAfter").asString("");
    if (event.equals("collected") && !was.isEmpty() && !is.isEmpty() && !was.equals(is)) {
      fault(Standing.CONTRADICTION, Kind.REPLACED, CustodyLedger.FILE, line, was, is);
    }
  }

  private void crossCheck() {
    recorded.forEach((path, said) -> {
      Manifest.Hashes is = files.get(path);
      if (is == null) {
        if (!told.getOrDefault(Kind.NO_FILE, Set.of()).contains(path)) {
          fault(
              Standing.CONTRADICTION,
              Kind.RECORD_OF_NOTHING,
              CustodyLedger.FILE,
              said.line(),
              path,
              null);
        }
      } else if (isAsListed(path)
          && (!said.sha256().equals(is.sha256()) || said.size() != is.size())) {
        fault(
            Standing.CONTRADICTION,
            Kind.LEDGER_MANIFEST,
            path,
            0,
            said.sha256() + " " + said.size(),
            is.sha256() + " " + is.size());
      }
    });
    for (String file : files.keySet()) {
      if (file.startsWith(Manifest.DATA)
          && !recorded.containsKey(file)
          && !told.getOrDefault(Kind.UNLISTED, Set.of()).contains(file)) {
        fault(Standing.CONTRADICTION, Kind.NO_RECORD_OF, file, 0, null, null);
      }
    }
  }

  private void pinned(CustodyHead head) {
    head.files()
        .forEach((name, hash) -> {
          Manifest.Hashes is = files.get(name);
          if (is == null || (isAsListed(name) && !is.sha256().equals(hash))) {
            fault(
                is == null ? Standing.MISSING : Standing.CONTRADICTION,
                Kind.PINNED,
                name,
                0,
                hash,
                is == null ? null : is.sha256());
          }
        });
    files.keySet().stream()
        .filter(name -> !name.startsWith(Manifest.DATA) && !NEVER_PINNED.contains(name))
        .filter(name -> !head.files().containsKey(name))
        .filter(name -> !told.getOrDefault(Kind.UNLISTED, Set.of()).contains(name))
        .forEach(name -> fault(Standing.EXTRA, Kind.UNLISTED, name, 0, CustodyLedger.HEAD, null));
  }

  /** The fingerprint of the key that signed the head; null when nobody did. */
  private @Nullable String signed() throws IOException {
    byte[] head = tags.small(CustodyLedger.HEAD);
    byte[] signature = tags.small(Manifest.SIGNATURE);
    byte[] pem = tags.small(Manifest.SIGNER);
    if (head == null || signature == null || pem == null) {
      fault(Standing.VALID_UNSIGNED, Kind.UNSIGNED, Manifest.SIGNATURE, 0, null, null);
      return null;
    }
    String key = new String(pem, StandardCharsets.US_ASCII).replaceAll("-----[A-Z ]+-----|\\s", "");
    Seal seal = new Seal(key, Base64.getEncoder().encodeToString(signature));
    if (!seal.holds(head)) {
      if (isAsListed(CustodyLedger.HEAD)
          && isAsListed(Manifest.SIGNATURE)
          && isAsListed(Manifest.SIGNER)) {
        fault(Standing.CONTRADICTION, Kind.SIGNATURE, Manifest.SIGNATURE, 0, null, null);
      }
      return null;
    }
    String signer = seal.signer();
    if (!trusted.signers().containsKey(signer)) {
      fault(Standing.VALID_UNSIGNED, Kind.UNKNOWN_SIGNER, Manifest.SIGNER, 0, null, signer);
    }
    return signer;
  }

  /** The time-stamp of the head; null when there is none that holds. */
  private @Nullable TimeStamp stamped() throws IOException {
    byte[] head = tags.small(CustodyLedger.HEAD);
    byte[] stamp = tags.small(Manifest.TIMESTAMP);
    if (head == null || stamp == null) {
      return null;
    }
    try {
      return TimeStamp.of(stamp, head, trusted.authorities());
    } catch (TimeStamp.Unsound unsound) {
      if (isAsListed(CustodyLedger.HEAD)) {
        fault(
            Standing.CONTRADICTION,
            Kind.TIMESTAMP,
            Manifest.TIMESTAMP,
            0,
            null,
            unsound.getMessage());
      }
      return null;
    }
  }

  private boolean isAsListed(String file) {
    return !told.getOrDefault(Kind.HASH, Set.of()).contains(file);
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
