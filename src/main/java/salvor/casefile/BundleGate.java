package salvor.casefile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyEntry;
import salvor.custody.Deed;
import salvor.custody.Sha256;
import salvor.custody.Standing;
import salvor.custody.bundle.BundleCheck;
import salvor.jobs.Progress;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Verifies sealed bundles before they are opened, unless that was done a short while ago and
 * nothing of them was touched since. One that is not valid is opened for a reason alone, which the
 * ledger of the case keeps; the reason holds until something else is found.
 */
public final class BundleGate {
  /** How long what was found holds. */
  static final Duration HOLDS = Duration.ofHours(4);

  private final CaseLedger ledger;
  private final Trusting trusting;
  private final Clock clock;
  private final @Nullable String reason;

  /** Says whose word counts. */
  @FunctionalInterface
  public interface Trusting {
    /** Those who are known now. */
    BundleCheck.Trusted now() throws IOException;
  }

  /** What was found of a bundle, as the ledger keeps it. */
  private record Found(
      Standing standing,
      Instant at,
      long faults,
      @Nullable String signer,
      @Nullable String reason) {}

  BundleGate(CaseLedger ledger, Trusting trusting, Clock clock, @Nullable String reason) {
    this.ledger = ledger;
    this.trusting = trusting;
    this.clock = clock;
    this.reason = reason;
  }

  /**
   * Lets evidence pass.
   *
   * @return the sealed bundles among it
   * @throws BundleDoubted when one is not valid, and no reason is given
   */
  List<VerifiedBundle> pass(List<Path> evidence, Progress progress)
      throws BundleDoubted, IOException {
    List<VerifiedBundle> bundles = new ArrayList<>();
    for (Path each : evidence) {
      if (Files.exists(each) && BundleCheck.mayBeBundle(each)) {
        pass(each, progress).ifPresent(bundles::add);
      }
    }
    return bundles;
  }

  private Optional<VerifiedBundle> pass(Path bundle, Progress progress)
      throws BundleDoubted, IOException {
    String name = ledger.name(bundle);
    String stamp = stamp(bundle);
    Found before = before(name, stamp);
    if (before != null && holds(before)) {
      return Optional.of(passed(bundle, name, stamp, before, null, ""));
    }
    BundleCheck.Result result = null;
    String unread = "";
    try {
      result = BundleCheck.of(bundle, trusting.now(), progress);
    } catch (IOException cause) {
      unread = String.valueOf(cause.getMessage());
    }
    if (result != null && !result.isBundle()) {
      return Optional.empty();
    }
    CustodyEntry verified = verified(name, stamp, result, unread);
    ledger.write(verified);
    Found found = found(verified, clock.instant(), before);
    return Optional.of(passed(bundle, name, stamp, found, result, unread));
  }

  private boolean holds(Found before) {
    Instant now = clock.instant();
    return !before.at().isAfter(now) && Duration.between(before.at(), now).compareTo(HOLDS) <= 0;
  }

  private VerifiedBundle passed(
      Path bundle,
      String name,
      String stamp,
      Found found,
      BundleCheck.@Nullable Result result,
      String unread)
      throws BundleDoubted, IOException {
    if (found.standing() == Standing.VALID) {
      return new VerifiedBundle(
          bundle, found.standing(), found.at(), found.faults(), found.signer(), null);
    }
    String why = reason != null ? reason : found.reason();
    if (why == null) {
      throw new BundleDoubted(bundle, found.standing(), result, unread);
    }
    if (!why.equals(found.reason())) {
      ledger.write(
          ledger
              .entry(Deed.ACCESSED, why)
              .asked(
                  Map.of("verb", "open-doubted", "path", name),
                  Map.of("standing", found.standing().name(), "stamp", stamp)));
    }
    return new VerifiedBundle(
        bundle, found.standing(), found.at(), found.faults(), found.signer(), why);
  }

  /** What was found; a bundle that cannot be read to its end is cut off. */
  private CustodyEntry verified(
      String name, String stamp, BundleCheck.@Nullable Result result, String unread) {
    Map<String, String> said =
        new TreeMap<>(
            result == null
                ? Map.of("standing", Standing.TRUNCATED.name(), "faults", "1")
                : result.told());
    said.put("stamp", stamp);
    CustodyEntry entry =
        ledger.entry(Deed.VERIFIED, null).asked(Map.of("verb", "verify", "path", name), said);
    return unread.isEmpty() ? entry : entry.saying(unread);
  }

  /** What was found last of a bundle that nobody touched since; null when nothing was. */
  private @Nullable Found before(String name, String stamp) throws IOException {
    @Nullable Found[] last = {null};
    ledger.check(record -> {
      JsonNode said = record.path("response");
      boolean same =
          record.path("request").path("path").asString("").equals(name)
              && said.path("stamp").asString("").equals(stamp);
      if (same && record.path("event").asString("").equals("verified")) {
        Found was = last[0];
        Found now = found(record, was);
        last[0] = now == null ? was : now;
      } else if (same && record.path("request").path("verb").asString("").equals("open-doubted")) {
        Found was = last[0];
        last[0] =
            was == null
                ? null
                : new Found(
                    was.standing(),
                    was.at(),
                    was.faults(),
                    was.signer(),
                    record.path("authority").asString(null));
      }
    });
    return last[0];
  }

  private static Found found(CustodyEntry verified, Instant at, @Nullable Found was) {
    Map<String, String> said = verified.response();
    Standing standing = Standing.valueOf(said.getOrDefault("standing", ""));
    return new Found(
        standing,
        at,
        Long.parseLong(said.getOrDefault("faults", "0")),
        said.get("signerName"),
        was != null && was.standing() == standing ? was.reason() : null);
  }

  private static @Nullable Found found(JsonNode record, @Nullable Found was) {
    try {
      CustodyEntry entry = JsonMapper.shared().treeToValue(record, CustodyEntry.class);
      return found(entry, Instant.parse(record.path("ts").asString("")), was);
    } catch (DateTimeException | IllegalArgumentException | JacksonException _) {
      return null; // a ledger from elsewhere may hold anything
    }
  }

  /** Tells whether somebody touched it: by names, sizes and times, without reading it. */
  private static String stamp(Path bundle) throws IOException {
    Sha256 hash = new Sha256();
    for (Inputs.Found file : Inputs.files(0, bundle)) {
      byte[] line =
          (file.path() + "\0" + file.size() + "\0" + file.modified() + "\n")
              .getBytes(java.nio.charset.StandardCharsets.UTF_8);
      hash.update(line, 0, line.length);
    }
    return hash.hex();
  }
}
